package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import playhouse.contracts.Family;
import playhouse.contracts.facts.Recommendation;
import playhouse.testbed.Await;
import playhouse.testbed.Broker;
import playhouse.testbed.Ports;

class ProcessTest {
  private static final String KAFKA = Broker.shared().address();

  @TempDir Path home;

  @Test
  void askedToStopItWritesWhatItServedAndEnds() throws Exception {
    int port = Ports.free();
    Process process = launch(port);
    try (Facts<Recommendation> facts =
        new Facts<>(KAFKA, Family.RECOMMENDATION.topic(), Recommendation.class)) {
      Await.until("the process is ready", House.LIMIT, () -> status(port, "/ready") == 200);
      UUID person = UUID.randomUUID();
      for (int i = 0; i < 50; i++) {
        assertThat(status(port, "/v1/recommendations?person=" + person)).isEqualTo(200);
      }
      process.destroy();
      assertThat(process.waitFor(House.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
      Await.until(
          "all lists are written down",
          House.LIMIT,
          () -> facts.count(f -> person.equals(f.getEnvelope().getPerson())) == 50);
    } finally {
      process.destroyForcibly();
    }
  }

  private Process launch(int port) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx300m",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName());
    builder.environment().putAll(Ground.settings());
    builder.environment().put("PLAYHOUSE_HOME", home.toString());
    builder.environment().put("PLAYHOUSE_KAFKA", KAFKA);
    builder.environment().put("PLAYHOUSE_SERVING_PORT", Integer.toString(port));
    return builder.redirectErrorStream(true).redirectOutput(home.resolve("log").toFile()).start();
  }

  private static int status(int port, String path) {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + Ground.KEY).build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
