package playhouse.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import playhouse.testbed.Await;
import playhouse.testbed.Broker;
import playhouse.testbed.Ports;

class MainTest {

  @TempDir private Path home;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<String, String> environment = new HashMap<>();
  private String url = "";

  @BeforeEach
  void settings() throws IOException {
    int port = Ports.free();
    url = "http://127.0.0.1:" + port;
    environment.put("PLAYHOUSE_HOME", home.toString());
    environment.put("PLAYHOUSE_KAFKA", Broker.shared().address());
    environment.put("PLAYHOUSE_COLLECTOR_PORT", String.valueOf(port));
    Files.writeString(home.resolve("keys.json"), "{\"demo\":\"k\"}");
  }

  @Test
  void killedAtOnceItHasLostNothingThatItConfirmed() {
    Process process = started();
    List<String> confirmed = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      confirmed.addAll(post("/demo/killed", i) == 200 ? List.of("e" + i) : List.of());
    }
    process.destroyForcibly();
    process.onExit().join();
    assertThat(confirmed).hasSize(500);
    assertThat(Topic.ids(Broker.shared(), "interaction", "/demo/killed")).containsAll(confirmed);
    Process next = started();
    assertThat(post("/demo/killed", 500)).isEqualTo(200);
    next.destroy();
    next.onExit().join();
  }

  @Test
  void toldToStopItClosesInOrder() throws IOException {
    Process process = started();
    assertThat(post("/demo/stopped", 1)).isEqualTo(200);
    process.destroy();
    process.onExit().join();
    assertThat(Files.readString(home.resolve("out.txt"))).contains("nothing was left in work");
  }

  @Test
  void aTakenPortAndAWrongSettingAreToldByTheirKey() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      environment.put("PLAYHOUSE_COLLECTOR_PORT", String.valueOf(taken.getLocalPort()));
      Process process = start();
      assertThat(process.onExit().join().exitValue()).isEqualTo(1);
    }
    environment.put("PLAYHOUSE_COLLECTOR_PORT", "eighty");
    Process process = start();
    assertThat(process.onExit().join().exitValue()).isEqualTo(2);
    assertThat(Files.readString(home.resolve("out.txt")))
        .contains("is taken: change PLAYHOUSE_COLLECTOR_PORT")
        .contains("PLAYHOUSE_COLLECTOR_PORT must be a whole number");
  }

  private Process start() {
    return Jvm.start(environment, home.resolve("out.txt"), "playhouse.collector.Main");
  }

  private Process started() {
    Process process = start();
    Await.until("healthy", Duration.ofSeconds(60), () -> get("/health") == 200);
    return process;
  }

  private int get(String path) {
    return send(HttpRequest.newBuilder(URI.create(url + path)).build());
  }

  private int post(String source, int id) {
    String event =
        """
        {"specversion":"1.0","id":"e%d","source":"%s","type":"like.added",\
        "time":"2026-01-02T03:04:05Z","data":{"title":"t"}}"""
            .formatted(id, source);
    return send(
        HttpRequest.newBuilder(URI.create(url + "/v1/events"))
            .header("Authorization", "Bearer k")
            .header("Content-Type", "application/cloudevents+json")
            .POST(HttpRequest.BodyPublishers.ofString(event))
            .build());
  }

  private int send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (java.net.ConnectException e) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
