package playhouse.serving.analytics.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import playhouse.contracts.ApiKeys;
import playhouse.contracts.Settings;
import playhouse.serving.analytics.kpis.Definitions;
import playhouse.serving.platform.Meters;
import playhouse.serving.platform.access.Callers;
import playhouse.serving.platform.access.SignedTokens;
import playhouse.serving.platform.http.Gate;
import playhouse.serving.platform.http.HttpHost;
import playhouse.serving.platform.http.Peers;
import playhouse.serving.platform.store.ServicesDatabase;
import playhouse.testbed.Await;

class LiveRoutesTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir private Path folder;

  @Test
  void aSilentStreamGivesSignsOfLifeAndOnlySoManyMayReadAtOnce()
      throws IOException, InterruptedException {
    Path keys = folder.resolve("keys.json");
    Files.writeString(keys, "{\"demo\":\"demo-key\"}");
    LiveRoutes.Limits limits = new LiveRoutes.Limits(1, 10, Duration.ofMillis(100));
    try (Meters meters = new Meters();
        LiveRoutes routes =
            new LiveRoutes(new LiveKpis(), new Definitions(), List.of(ZoneId.of("UTC")), limits);
        ServicesDatabase none = new ServicesDatabase(Settings.of(Map.of()), List.of());
        HttpHost host = HttpHost.start("127.0.0.1", 0, meters, gate(keys, none), List.of(routes))) {
      HttpResponse<InputStream> first = read(host);
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(first.body(), StandardCharsets.UTF_8))) {
        assertThat(lines.lines().filter(line -> line.equals(": still here")).limit(3)).hasSize(3);
        assertThat(read(host).statusCode()).isEqualTo(503);
      }
      Await.until("the first is gone", LIMIT, () -> routes.readers() == 0);
      HttpResponse<InputStream> next = read(host);
      assertThat(next.statusCode()).isEqualTo(200);
      next.body().close();
    }
  }

  @Test
  void whoReadsWhenWeStopIsLetGoInOrderAndNobodyComesAfter() throws Exception {
    Path keys = folder.resolve("keys.json");
    Files.writeString(keys, "{\"demo\":\"demo-key\"}");
    LiveRoutes.Limits limits = new LiveRoutes.Limits(2, 10, Duration.ofMillis(100));
    try (Meters meters = new Meters();
        LiveRoutes routes =
            new LiveRoutes(new LiveKpis(), new Definitions(), List.of(ZoneId.of("UTC")), limits);
        ServicesDatabase none = new ServicesDatabase(Settings.of(Map.of()), List.of());
        HttpHost host = HttpHost.start("127.0.0.1", 0, meters, gate(keys, none), List.of(routes))) {
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(read(host).body(), StandardCharsets.UTF_8))) {
        assertThat(lines.lines().anyMatch(line -> line.equals(": still here"))).isTrue();
        routes.close();
        // An answer that breaks off would throw here.
        assertThat(lines.lines().toList()).allMatch(line -> line.isEmpty() || line.startsWith(":"));
      }
      assertThat(read(host).statusCode()).isEqualTo(503);
      Await.until("nobody reads", LIMIT, () -> routes.readers() == 0);
    }
  }

  private static Gate gate(Path keys, ServicesDatabase database) {
    Clock clock = Clock.systemUTC();
    SignedTokens none = new SignedTokens(keys.resolveSibling("token.pub"), clock);
    return new Gate(
        new Callers(new ApiKeys(keys, clock), none, token -> Optional.empty()),
        new Peers(List.of()),
        database,
        () -> {},
        clock);
  }

  private static HttpResponse<InputStream> read(HttpHost host)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + host.port() + "/v1/kpis/stream"))
                .header("Authorization", "Bearer demo-key")
                .build(),
            HttpResponse.BodyHandlers.ofInputStream());
  }
}
