package playhouse.collector.http;

import static org.assertj.core.api.Assertions.assertThat;
import static playhouse.collector.http.OpenDoor.rating;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import playhouse.collector.Topic;
import playhouse.contracts.Family;
import playhouse.contracts.Pseudonyms;
import playhouse.contracts.Topics;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.ConsentState;
import playhouse.contracts.facts.Interaction;
import playhouse.testbed.Await;
import playhouse.testbed.Broker;

class TroubleTest {

  private static final String SINGLE = "application/cloudevents+json";
  private static final String LINES = "application/x-ndjson";

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir private Path folder;

  @Test
  void whoeverSendsTooFastIsToldWhenToComeBack() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T10:00:00Z"));
    Limits slow = new Limits(1 << 20, 10, 5, 1 << 20, PATIENCE, PATIENCE);
    try (OpenDoor door = new OpenDoor(Broker.shared(), folder, slow, clock(now), plan -> plan)) {
      assertThat(door.post(LINES, ratings("/demo/fast", 0, 10)).statusCode()).isEqualTo(200);
      HttpResponse<String> refused = door.post(LINES, ratings("/demo/fast", 10, 10));
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValue("Retry-After")).contains("2");
      HttpResponse<String> other =
          door.send(
              door.request(OpenDoor.IMPORT, SINGLE, bytes(rating("/demo/fast", "other"))).build());
      assertThat(other.statusCode()).isEqualTo(200);
      now.updateAndGet(instant -> instant.plusSeconds(2));
      assertThat(door.post(LINES, ratings("/demo/fast", 10, 10)).statusCode()).isEqualTo(200);
    }
    assertThat(Topic.ids(Broker.shared(), "interaction", "/demo/fast")).hasSize(21);
  }

  @Test
  void bodiesThatAreRefusedWholeCountByTheirSize() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T10:00:00Z"));
    Limits slow = new Limits(1 << 20, 10, 5, 1 << 20, PATIENCE, PATIENCE);
    String array = "application/cloudevents-batch+json";
    String cut = "[\"cut-by-rate" + " ".repeat(6 << 10);
    try (OpenDoor door = new OpenDoor(Broker.shared(), folder, slow, clock(now), plan -> plan)) {
      assertThat(door.post(array, cut).statusCode()).isEqualTo(400);
      assertThat(door.post(array, cut).statusCode()).isEqualTo(429);
      now.updateAndGet(instant -> instant.plusSeconds(2));
      assertThat(door.post(array, cut).statusCode()).isEqualTo(400);
      now.updateAndGet(instant -> instant.plusSeconds(2));
      String vast = "[\"cut-by-rate" + " ".repeat(500 << 10);
      assertThat(door.post(array, vast).statusCode()).isEqualTo(400);
    }
    assertThat(Topic.rejects(Broker.shared(), "[\"cut-by-rate")).hasSize(3);
  }

  @Test
  void whatDoesNotFitBesideOthersWaitsOutsideInsteadOfFillingMemory() throws IOException {
    Limits small = new Limits(1 << 20, 10, 1_000, 1 << 20, PATIENCE, PATIENCE);
    try (OpenDoor door = new OpenDoor(Broker.shared(), folder, small, Clock.systemUTC(), p -> p);
        Socket holding = new Socket(InetAddress.getLoopbackAddress(), door.port)) {
      holding.getOutputStream().write(bytes(head("1000000") + " ".repeat(900_000)));
      holding.getOutputStream().flush();
      Await.until(
          "the first body is in work",
          Duration.ofSeconds(10),
          () -> door.get("/metrics").body().contains("in_flight_bytes 900000.0"));
      HttpResponse<String> refused = door.post(LINES, " ".repeat(500_000));
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.body()).contains("overloaded");
      assertThat(refused.headers().firstValue("Retry-After")).contains("1");
      assertThat(door.post(LINES, rating("/demo/beside", "e1")).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void whoeverSendsAByteAtATimeIsCutOff() throws IOException {
    Limits hasty = new Limits(1 << 20, 10, 1_000, 1 << 20, PATIENCE, Duration.ofSeconds(1));
    try (OpenDoor door = new OpenDoor(Broker.shared(), folder, hasty, Clock.systemUTC(), p -> p);
        Socket dripping = new Socket(InetAddress.getLoopbackAddress(), door.port)) {
      dripping.setSoTimeout(50);
      dripping.getOutputStream().write(bytes(head("1000000")));
      String answer = "";
      for (int drops = 0; answer.isEmpty() && drops < 200; drops++) {
        dripping.getOutputStream().write(' ');
        answer = whatCameBack(dripping);
      }
      assertThat(answer).startsWith("HTTP/1.1 408");
      assertThat(door.get("/metrics").body()).contains("in_flight_bytes 0.0");
    }
  }

  /** Waits as long as the socket's limit; empty if nothing came. */
  private static String whatCameBack(Socket socket) throws IOException {
    byte[] answer = new byte[1 << 12];
    try {
      int length = socket.getInputStream().read(answer);
      return new String(answer, 0, Math.max(0, length), StandardCharsets.UTF_8);
    } catch (SocketTimeoutException e) {
      return "";
    }
  }

  @Test
  void onlyTheLastForwardedAddressCountsHoweverManyLinesThereAre() throws IOException {
    String event = rating("/demo/forwarded", "e1");
    String head =
        head(String.valueOf(event.length()))
            .replace("x-ndjson\r\n", "x-ndjson\r\nX-Forwarded-For: 198.51.100.7, 203.0.113.9\r\n")
            .replace("\r\n\r\n", "\r\nX-Forwarded-For: 198.51.100.8, 192.0.2.200\r\n\r\n");
    try (OpenDoor door =
            new OpenDoor(
                Broker.shared(),
                folder,
                OpenDoor.ROOMY,
                Clock.systemUTC(),
                plan ->
                    new Door.Plan(
                        plan.host(),
                        plan.port(),
                        plan.kafka(),
                        plan.keys(),
                        plan.consentWhenUnknown(),
                        ClientAddress.FORWARDED,
                        plan.limits()));
        Socket caller = new Socket(InetAddress.getLoopbackAddress(), door.port)) {
      caller.setSoTimeout(10_000);
      caller.getOutputStream().write(bytes(head + event));
      assertThat(whatCameBack(caller)).startsWith("HTTP/1.1 200");
    }
    assertThat(Topic.facts(Broker.shared(), Family.INTERACTION, "/demo/forwarded"))
        .extracting(fact -> ((Interaction) fact).getEnvelope().getIpPrefix())
        .containsExactly("192.0.2.0/24");
  }

  private static String head(String length) {
    return "POST /v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n"
            .formatted(OpenDoor.DEMO)
        + "Content-Type: application/x-ndjson\r\nContent-Length: %s\r\n\r\n".formatted(length);
  }

  @Test
  void keysAreReadAgainWhenTheFileChanges() throws IOException {
    try (OpenDoor door = new OpenDoor(Broker.shared(), folder)) {
      byte[] event = bytes(rating("/fresh", "e1"));
      assertThat(door.send(door.request("fresh-key", SINGLE, event).build()).statusCode())
          .isEqualTo(401);
      Files.writeString(folder.resolve("keys.json"), "{\"fresh\":\"fresh-key\"}");
      Await.until(
          "the new key counts",
          Duration.ofSeconds(10),
          () -> door.send(door.request("fresh-key", SINGLE, event).build()).statusCode() == 200);
      assertThat(door.post(SINGLE, event).statusCode()).isEqualTo(401);
      Files.writeString(folder.resolve("keys.json"), "{\"half");
      HttpResponse<String> still = door.send(door.request("fresh-key", SINGLE, event).build());
      assertThat(still.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void personAndDeviceGoWhenConsentDoes() throws Exception {
    tellConsent("refuses", false);
    tellConsent("agrees", true);
    try (OpenDoor door = new OpenDoor(Broker.shared(), folder)) {
      for (String person : List.of("refuses", "agrees", "silent", "leaves")) {
        door.post(SINGLE, rating("/demo/consent", person).replace("ml-1m:42", "c:" + person));
      }
      tellConsent("leaves", false);
      Await.until(
          "the withdrawal is known",
          Duration.ofSeconds(10),
          () -> {
            String later = rating("/demo/consent2", "x").replace("ml-1m:42", "c:leaves");
            door.post(SINGLE, later);
            return persons("/demo/consent2").contains("x null");
          });
    }
    assertThat(persons("/demo/consent"))
        .containsExactlyInAnyOrder(
            "refuses null",
            "agrees " + Pseudonyms.person("c", "agrees"),
            "silent " + Pseudonyms.person("c", "silent"),
            "leaves " + Pseudonyms.person("c", "leaves"));
  }

  @Test
  void withoutKafkaNothingIsPretendedAndAfterwardsAllGoesOn() {
    Limits impatient = new Limits(1 << 20, 100, 10_000, 1 << 20, Duration.ofSeconds(2), PATIENCE);
    try (Broker broker = Broker.fresh();
        OpenDoor door = new OpenDoor(broker, folder, impatient, Clock.systemUTC(), p -> p)) {
      assertThat(door.post(SINGLE, rating("/demo/down", "before")).statusCode()).isEqualTo(200);
      broker.kill();
      HttpResponse<String> refused = door.post(SINGLE, rating("/demo/down", "during"));
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
      assertThat(door.post(LINES, "{oops").statusCode()).isEqualTo(503);
      Await.until(
          "health says so", Duration.ofSeconds(10), () -> door.get("/health").statusCode() == 503);
      broker.start();
      Await.until(
          "taken again",
          Duration.ofSeconds(30),
          () -> door.post(SINGLE, rating("/demo/down", "after")).statusCode() == 200);
      assertThat(Topic.ids(broker, "interaction", "/demo/down")).contains("before", "after");
      assertThat(door.get("/health").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void shuttingDownUnderLoadLosesNothingThatWasConfirmed() throws Exception {
    OpenDoor door = new OpenDoor(Broker.shared(), folder);
    Queue<String> confirmed = new ConcurrentLinkedQueue<>();
    AtomicBoolean open = new AtomicBoolean(true);
    List<Thread> senders = new ArrayList<>();
    for (int s = 0; s < 4; s++) {
      int sender = s;
      Thread thread = new Thread(() -> send(door, sender, confirmed, open));
      thread.start();
      senders.add(thread);
    }
    Await.until("under load", Duration.ofSeconds(30), () -> confirmed.size() > 2_000);
    door.close();
    open.set(false);
    for (Thread thread : senders) {
      thread.join();
    }
    assertThat(Topic.ids(Broker.shared(), "interaction", "/demo/closing")).containsAll(confirmed);
  }

  private static void send(OpenDoor door, int sender, Queue<String> confirmed, AtomicBoolean open) {
    for (int n = 0; open.get(); n += 50) {
      int from = sender * 1_000_000 + n;
      try {
        if (door.post(LINES, ratings("/demo/closing", from, 50)).statusCode() == 200) {
          IntStream.range(from, from + 50).forEach(i -> confirmed.add("e" + i));
        }
      } catch (java.io.UncheckedIOException e) {
        return;
      }
    }
  }

  private static List<String> persons(String source) {
    return Topic.facts(Broker.shared(), Family.INTERACTION, source).stream()
        .map(fact -> ((Interaction) fact).getEnvelope())
        .map(envelope -> envelope.getId() + " " + envelope.getPerson())
        .toList();
  }

  private static void tellConsent(String person, boolean analytics)
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<String, Object> settings = Map.of("bootstrap.servers", Broker.shared().address());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      ConsentState state = new ConsentState(Pseudonyms.person("c", person), analytics);
      producer
          .send(
              new ProducerRecord<>(
                  Topics.CONSENT, Pseudonyms.bytes(state.getPerson()), Wire.encode(state)))
          .get(10, TimeUnit.SECONDS);
    }
  }

  private static String ratings(String source, int from, int count) {
    return IntStream.range(from, from + count)
        .mapToObj(i -> rating(source, "e" + i))
        .collect(Collectors.joining("\n"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Clock clock(AtomicReference<Instant> now) {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return java.util.Objects.requireNonNull(now.get());
      }
    };
  }
}
