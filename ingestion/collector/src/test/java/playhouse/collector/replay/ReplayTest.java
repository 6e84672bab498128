package playhouse.collector.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static playhouse.collector.http.OpenDoor.rating;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import playhouse.collector.Topic;
import playhouse.collector.http.OpenDoor;
import playhouse.contracts.DedupKey;
import playhouse.contracts.Family;
import playhouse.contracts.Pseudonyms;
import playhouse.contracts.Topics;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.Envelope;
import playhouse.contracts.facts.Interaction;
import playhouse.contracts.facts.Playback;
import playhouse.contracts.facts.Rating;
import playhouse.contracts.facts.Reject;
import playhouse.testbed.Broker;

class ReplayTest {

  private static final String LINES = "application/x-ndjson";
  private static final String ARRAY = "application/cloudevents-batch+json";

  @TempDir private static Path folder;
  private static Broker broker;
  private static OpenDoor door;

  @BeforeAll
  static void open() {
    broker = Broker.shared();
    door = new OpenDoor(broker, folder);
  }

  @AfterAll
  static void close() {
    door.close();
  }

  @Test
  void aWrongUnitIsPutRightAndEachEventComesInUnderItsOwnId() throws IOException {
    String source = "/demo/unit";
    List<String> poison =
        IntStream.range(0, 250).mapToObj(i -> endInSeconds(source, "e" + i)).toList();
    door.post(LINES, String.join("\n", poison));
    List<PastReject> rejects = rejects(source);

    ObjectNode report = replay(rejects, "--multiply", "data.to_millis=1000");

    assertThat(rejects).hasSize(250);
    assertThat(report.get("read").asInt()).isEqualTo(250);
    assertThat(report.get("accepted").asInt()).isEqualTo(250);
    assertThat(Topic.ids(broker, "playback", source))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 250).mapToObj(i -> "e" + i).toList());
    assertThat(Topic.facts(broker, Family.PLAYBACK, source))
        .extracting(fact -> ((Playback) fact).getPlaybackHeartbeat().getToMillis())
        .containsOnly(60_000L);
    assertThat(Topic.facts(broker, Family.PLAYBACK, source))
        .extracting(fact -> ((Playback) fact).getEnvelope().getIpPrefix())
        .containsOnlyNulls();
  }

  @Test
  void whatIsRefusedAgainIsKeptUnderItsFirstRefusal() throws IOException {
    String source = "/demo/again";
    door.post(LINES, rating(source, "e1").replace("\"rating\"", "\"weather.changed\""));
    List<PastReject> first = rejects(source);

    ObjectNode report = replay(first);
    ObjectNode twice = replay(first);

    assertThat(report.at("/rejected/unknown_type").asInt()).isEqualTo(1);
    assertThat(report.at("/examples/unknown_type").asText()).contains("weather.changed");
    assertThat(twice.at("/rejected/unknown_type").asInt()).isEqualTo(1);
    assertThat(Topic.rejects(broker, source))
        .extracting(Reject::getReplayOf)
        .containsExactly(null, first.get(0).reject(), first.get(0).reject());
    assertThat(Topic.rejects(broker, source))
        .extracting(Topic::original)
        .allMatch(Topic.original(Topic.rejects(broker, source).get(0))::equals);
  }

  @Test
  void aRehearsalSaysWhatTheDoorWouldSayAndSendsNothing() throws IOException {
    String source = "/demo/rehearsal";
    door.post(LINES, rating(source, "good").replace("\"score\"", "\"points\""));
    door.post(LINES, rating(source, "bad").replace("\"rating\"", "\"weather.changed\""));
    List<PastReject> rejects = rejects(source);

    ObjectNode report = replay(rejects, "--rename", "data.points=score", "--dry-run");

    assertThat(report.get("accepted").asInt()).isEqualTo(1);
    assertThat(report.at("/rejected/unknown_type").asInt()).isEqualTo(1);
    assertThat(Topic.ids(broker, "interaction", source)).isEmpty();
    assertThat(Topic.rejects(broker, source)).hasSize(2);
  }

  @Test
  void whatNobodyHadTheRightToSayIsHeldBackUntilItIsNamed() throws IOException {
    String source = "/other/forged";
    door.post(LINES, rating(source, "e1"));
    List<PastReject> rejects = rejects(source);

    ObjectNode held = replay(rejects);
    ObjectNode named = replay(rejects, "--reason", "unauthorized_source");

    assertThat(held.at("/held_back/unauthorized_source").asInt()).isEqualTo(1);
    assertThat(held.get("accepted").asInt()).isZero();
    assertThat(named.get("accepted").asInt()).isEqualTo(1);
  }

  @Test
  void whatTheLakeHoldsAlreadyIsNotSentAndWhatIsNoEventIsCountedApart() throws IOException {
    PastReject known = line("schema_violation", LINES, rating("/demo/known", "e1"), true);
    PastReject text = line("malformed_line", "text/csv", "a,b", false);

    ObjectNode report = replay(List.of(known, text));

    assertThat(report.get("accepted_before").asInt()).isEqualTo(1);
    assertThat(report.at("/unfit/text~1csv").asInt()).isEqualTo(1);
    assertThat(Topic.ids(broker, "interaction", "/demo/known")).isEmpty();
  }

  @Test
  void aBrokenArrayAndAnEventOverSeveralLinesGoBackAsTheyCame() throws IOException {
    String source = "/demo/shapes";
    door.post(ARRAY, "[" + rating(source, "e1"));
    String spread = rating(source, "e2").replace("{\"title", "\n{\"title").replace("4.5", "\"4\"");
    door.post("application/cloudevents+json", spread);
    List<PastReject> rejects = rejects(source);

    ObjectNode report = replay(rejects);

    assertThat(rejects).hasSize(2);
    assertThat(report.at("/rejected/malformed_json").asInt()).isEqualTo(1);
    assertThat(report.at("/rejected/schema_violation").asInt()).isEqualTo(1);
    assertThat(Topic.rejects(broker, source)).hasSize(4);
    assertThat(replay(rejects, "--set", "data.score=4").get("accepted").asInt()).isEqualTo(1);
  }

  @Test
  void aFactRefusedBehindTheDoorIsToldAgainInTheDoorsWords() throws IOException {
    Interaction fact =
        Interaction.newBuilder()
            .setEnvelope(
                Envelope.newBuilder()
                    .setId("e1")
                    .setSource("/demo/avro")
                    .setPerson(Pseudonyms.person("ml-1m", "42"))
                    .setOccurred(Instant.parse("2126-01-02T03:04:05Z"))
                    .setReceived(Instant.parse("2026-01-02T03:04:05Z"))
                    .build())
            .setType("rating")
            .setRating(
                Rating.newBuilder().setTitle("ml-1m:1").setScore(4.5).setScale("stars5").build())
            .build();
    PastReject past =
        new PastReject(
            UUID.randomUUID(),
            "occurred_out_of_range",
            Optional.of(Family.INTERACTION),
            Wire.CONTENT_TYPE,
            Wire.encode(fact),
            false);

    ObjectNode report = replay(List.of(past), "--shift", "time=P-36525D");

    assertThat(report.get("accepted").asInt()).isEqualTo(1);
    Interaction told = (Interaction) Topic.facts(broker, Family.INTERACTION, "/demo/avro").get(0);
    assertThat(told.getRating()).isEqualTo(fact.getRating());
    assertThat(told.getEnvelope().getPerson()).isEqualTo(fact.getEnvelope().getPerson());
    assertThat(told.getEnvelope().getOccurred()).isEqualTo("2026-01-01T03:04:05Z");
  }

  @Test
  void onlyTheKeyOfImportsMaySayThatSomethingIsAReplay() {
    byte[] body = rating("/demo/claim", "e1").getBytes(StandardCharsets.UTF_8);
    HttpResponse<String> answer =
        door.send(
            door.request("demo-key", LINES, body)
                .header("Playhouse-Replay-Of", UUID.randomUUID().toString())
                .build());
    HttpResponse<String> miscounted =
        door.send(
            door.request(OpenDoor.IMPORT, LINES, body)
                .header("Playhouse-Replay-Of", UUID.randomUUID() + "," + UUID.randomUUID())
                .build());

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(miscounted.statusCode()).isEqualTo(400);
    assertThat(Topic.ids(broker, "interaction", "/demo/claim")).isEmpty();
  }

  @Test
  void aDoorThatDoesNotLetUsInEndsTheReplay() throws IOException {
    ReplayRequest request = request(List.of(line("x", LINES, rating("/demo/shut", "1"), false)));
    FrontDoor shut = new FrontDoor("http://127.0.0.1:" + door.port, "wrong-key");

    assertThatThrownBy(() -> request.run(shut)).isInstanceOf(NotReplayed.class);
  }

  /** A heartbeat of somebody who tells the end of the stretch in seconds. */
  private static String endInSeconds(String source, String id) {
    return """
        {"specversion":"1.0","id":"%s","source":"%s","type":"playback.heartbeat",\
        "time":"2026-01-02T03:04:05Z","data":{"play":"p","title":"t","runtime_millis":90000,\
        "from_millis":30000,"to_millis":60,"played_millis":30000}}"""
        .formatted(id, source);
  }

  private static ObjectNode replay(List<PastReject> rejects, String... options) throws IOException {
    ReplayRequest request = request(rejects, options);
    Destination destination =
        request.dryRun()
            ? new Rehearsal(Clock.systemUTC())
            : new FrontDoor("http://127.0.0.1:" + door.port, OpenDoor.IMPORT);
    return request.run(destination).json();
  }

  private static ReplayRequest request(List<PastReject> rejects, String... options)
      throws IOException {
    Path file = Files.createTempFile(folder, "rejects", ".jsonl");
    Files.write(file, rejects.stream().map(ReplayTest::text).toList());
    List<String> arguments = new ArrayList<>(List.of("--file", file.toString()));
    arguments.addAll(List.of(options));
    return ReplayRequest.of(arguments);
  }

  /** As the batch writes them. */
  private static String text(PastReject past) {
    return """
        {"reject":"%s","reason":"%s","family":"%s","content_type":"%s","original":"%s","known":%b}"""
        .formatted(
            past.reject(),
            past.reason(),
            past.family().map(Family::topic).orElse(""),
            past.contentType(),
            Base64.getEncoder().encodeToString(past.original()),
            past.known());
  }

  private static PastReject line(String reason, String kind, String original, boolean known) {
    String contentType = kind.equals(LINES) ? "application/cloudevents+json" : kind;
    return new PastReject(
        UUID.randomUUID(),
        reason,
        Optional.empty(),
        contentType,
        original.getBytes(StandardCharsets.UTF_8),
        known);
  }

  /** First refusals whose original contains a text, under the identity that the lake gives them. */
  private static List<PastReject> rejects(String text) {
    List<PastReject> found = new ArrayList<>();
    Topic.each(
        broker,
        Topics.REJECTS,
        record -> {
          Reject reject = Wire.decode(Reject.class, record.value());
          if (reject.getReplayOf() == null && Topic.original(reject).contains(text)) {
            ByteBuffer bytes = reject.getOriginal().duplicate();
            byte[] original = new byte[bytes.remaining()];
            bytes.get(original);
            found.add(
                new PastReject(
                    DedupKey.of(Topics.REJECTS + "/0", Long.toString(record.offset())),
                    reject.getReason(),
                    Optional.empty(),
                    reject.getContentType(),
                    original,
                    false));
          }
        });
    return found;
  }
}
