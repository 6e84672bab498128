package playhouse.serving.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import playhouse.contracts.ApiKeys;
import playhouse.contracts.Settings;
import playhouse.serving.platform.Meters;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.access.Callers;
import playhouse.serving.platform.access.SignedTokens;
import playhouse.serving.platform.store.ServicesDatabase;
import playhouse.testbed.Await;

class HttpHostTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String LONG = "x".repeat(2_000_000);

  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);

  @Test
  void whatWasAskedBeforeWeStopIsAnsweredInFullAndNothingIsTakenAfter() throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    try (Meters meters = new Meters();
        ServicesDatabase none = new ServicesDatabase(Settings.of(Map.of()), List.of())) {
      HttpHost host = HttpHost.start("127.0.0.1", 0, meters, gate(none), List.of(new Slow()));
      int port = host.port();
      CompletableFuture<HttpResponse<String>> answer =
          client.sendAsync(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/slow")).build(),
              HttpResponse.BodyHandlers.ofString());
      entered.await();
      CompletableFuture<Void> closing = CompletableFuture.runAsync(host::close);
      Await.until("nobody new is let in", LIMIT, () -> !connects(port));
      assertThat(answer).isNotDone();
      assertThat(closing).isNotDone();
      go.countDown();
      assertThat(answer.get().statusCode()).isEqualTo(200);
      assertThat(answer.get().body()).contains(LONG);
      closing.get();
    }
  }

  @Test
  void whoIsToldToComeLaterWaitsForThatAndHoldsNoThread() throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    try (Meters meters = new Meters();
        ServicesDatabase none = new ServicesDatabase(Settings.of(Map.of()), List.of());
        HttpHost host = HttpHost.start("127.0.0.1", 0, meters, gate(none), List.of(new Busy()))) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + host.port() + "/busy")).build();
      List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
      long began = System.nanoTime();
      // More than there are threads.
      for (int i = 0; i < 90; i++) {
        answers.add(client.sendAsync(request, HttpResponse.BodyHandlers.ofString()));
      }
      CompletableFuture.anyOf(answers.toArray(CompletableFuture[]::new)).get();
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(200));
      for (CompletableFuture<HttpResponse<String>> each : answers) {
        assertThat(each.get().statusCode()).isEqualTo(503);
        assertThat(each.get().headers().firstValue("Retry-After")).contains("1");
        assertThat(each.get().body()).contains("urn:playhouse:problem:unavailable");
      }
    }
  }

  private static boolean connects(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static Gate gate(ServicesDatabase none) {
    Clock clock = Clock.systemUTC();
    Callers nobody =
        new Callers(
            new ApiKeys(Path.of("none"), clock),
            new SignedTokens(Path.of("none"), clock),
            token -> Optional.empty());
    return new Gate(nobody, new Peers(List.of()), none, () -> {}, clock);
  }

  private static final class Busy implements Routes {
    @Override
    public String system() {
      return "platform";
    }

    @Override
    public List<Endpoint> endpoints() {
      return List.of(
          Endpoint.get("/busy", "Is busy.")
              .open()
              .read(
                  request -> {
                    throw Refusal.unavailable("too much is asked for");
                  }));
    }
  }

  private final class Slow implements Routes {
    @Override
    public String system() {
      return "platform";
    }

    @Override
    public List<Endpoint> endpoints() {
      return List.of(Endpoint.get("/slow", "Takes long.").open().read(request -> slow()));
    }

    private Answer slow() {
      entered.countDown();
      try {
        go.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return Answer.ok(Map.of("long", LONG));
    }
  }
}
