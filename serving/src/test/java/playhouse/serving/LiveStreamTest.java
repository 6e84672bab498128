package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import playhouse.contracts.facts.LiveKpi;
import playhouse.testbed.Await;
import playhouse.testbed.Broker;

class LiveStreamTest {
  private static final Instant DAY = Instant.parse("2026-01-02T00:00:00Z");
  private static Broker broker;
  private static KpiLake lake;
  private static House house;
  private static World world;

  @BeforeAll
  static void open() {
    broker = Broker.fresh();
    lake = new KpiLake();
    world = new World(broker.address());
    world.liveKpi(value("K2.2", "UTC", 1));
    world.liveKpi(value("K2.2", "UTC", 2));
    world.liveKpi(value("K2.2", "Asia/Shanghai", 3));
    world.liveKpi(value("K4.4", "UTC", 4));
    house = House.starting(broker.address(), lake.settings());
    house.await("/ready", answer -> answer.status() == 200);
  }

  @AfterAll
  static void close() {
    house.close();
    world.close();
    lake.close();
    broker.close();
  }

  @Test
  void whatIsKnownIsToldAtOnceAndThenEveryChangeOfWhatWasAskedFor() {
    try (Listener listener = new Listener("?ids=K2.2&zone=UTC", "")) {
      listener.await("id: 1");
      listener.await(": all that is known");
      assertThat(listener.values()).hasSize(1);
      assertThat(listener.values().get(0))
          .contains("\"kpi\":\"K2.2\"", "\"value\":2.0", "\"numerator\":\"2\"", "\"zone\":\"UTC\"");
      world.liveKpi(value("K6.3", "UTC", 9));
      world.liveKpi(value("K2.2", "UTC", 10));
      Await.until("the change is told", House.LIMIT, () -> listener.values().size() == 2);
      assertThat(listener.values().get(1)).contains("\"value\":10.0");
    }
  }

  @Test
  void aReaderThatComesAgainGetsOnlyWhatChangedSince() {
    try (Listener listener = new Listener("", "2")) {
      listener.await("id: 3");
      listener.await(": all that is known");
      assertThat(listener.lines).doesNotContain("id: 1", "id: 2");
    }
    try (Listener listener = new Listener("", "999999")) {
      listener.await("id: 2");
    }
  }

  @Test
  void oneThatNeverReadsIsLetGoWhileOthersAreToldAll() throws IOException {
    try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), house.port());
        Listener listener = new Listener("?ids=K6.1", "")) {
      silent.setReceiveBufferSize(1024);
      silent
          .getOutputStream()
          .write(
              "GET /v1/kpis/stream HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer demo-key\r\n\r\n"
                  .getBytes(StandardCharsets.UTF_8));
      listener.await(": all that is known");
      Await.until("both read", House.LIMIT, () -> readers() >= 2);
      int told = 60_000;
      try (World hasty = World.hasty(broker.address())) {
        for (int n = 1; n <= told; n++) {
          hasty.liveKpi(value("K6.2", "UTC", n));
        }
        hasty.liveKpi(value("K6.1", "UTC", 7));
      }
      listener.awaitValue("\"value\":7.0");
      Await.until("the silent one is let go", House.LIMIT, () -> readers() == 1);
    }
  }

  @Test
  void aKpiOrZoneThatThereIsNotIsRefused() {
    House asking = house.as("demo-key");
    assertThat(asking.get("/v1/kpis/stream?ids=K0.0").status()).isEqualTo(404);
    assertThat(asking.get("/v1/kpis/stream?zone=Mars").text("parameter")).isEqualTo("zone");
  }

  private static double readers() {
    return house
        .as("demo-key")
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("playhouse_live_readers "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
        .sum();
  }

  private static LiveKpi value(String kpi, String zone, int value) {
    return LiveKpi.newBuilder()
        .setKpi(kpi)
        .setMeasure("dau")
        .setZone(zone)
        .setGrain("day")
        .setStarted(DAY)
        .setNumerator(Integer.toString(value))
        .setValue((double) value)
        .setVersion(1)
        .setLatest(DAY)
        .setComputed(DAY)
        .build();
  }

  /** A reader of the stream, as a browser is. */
  private static final class Listener implements AutoCloseable {
    final List<String> lines = new CopyOnWriteArrayList<>();
    private final InputStream in;

    Listener(String query, String lastSeen) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:" + house.port() + "/v1/kpis/stream" + query))
              .header("Authorization", "Bearer demo-key");
      if (!lastSeen.isEmpty()) {
        request.header("Last-Event-ID", lastSeen);
      }
      try {
        HttpResponse<InputStream> response =
            HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElse(""))
            .startsWith("text/event-stream");
        in = response.body();
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
      Thread thread = new Thread(this::read, "listener");
      thread.setDaemon(true);
      thread.start();
    }

    private void read() {
      new java.io.BufferedReader(new java.io.InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .forEach(lines::add);
    }

    List<String> values() {
      return lines.stream().filter(line -> line.startsWith("data: ")).toList();
    }

    void await(String line) {
      Await.until(line, House.LIMIT, () -> lines.contains(line));
    }

    void awaitValue(String text) {
      Await.until(
          text, House.LIMIT, () -> values().stream().anyMatch(value -> value.contains(text)));
    }

    @Override
    public void close() {
      try {
        in.close();
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }
}
