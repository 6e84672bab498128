package playhouse.local.sql;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.local.access.Certificate;
import playhouse.local.process.Child;
import playhouse.local.process.ProcessPlan;
import playhouse.local.stack.Health;
import playhouse.local.stack.Service;
import playhouse.local.stack.Stack;

/** Trino as a service of the stack: a single node whose only catalog is the lake. */
final class TrinoServer {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Duration ASK = Duration.ofSeconds(3);
  private final Settings settings;
  private final Path etc;

  TrinoServer(Settings settings) {
    this.settings = settings;
    this.etc = TrinoConfiguration.folder(settings);
  }

  /**
   * Writes the configuration and says how to start the server that is unpacked in {@code install}.
   */
  Service service(TrinoInstall installed, Path java) {
    Path install = installed.folder();
    new TrinoConfiguration(settings).write(installed.plugins());
    ProcessPlan plan =
        new ProcessPlan(
            Stack.TRINO,
            java.resolve("bin/java"),
            flags(),
            install.resolve("lib") + "/*:" + ownClasses(),
            "io.trino.server.TrinoServer",
            List.of(),
            Map.of(),
            settings.number(Setting.TRINO_PORT));
    return new Service(plan, Setting.TRINO_PORT, health(), LIMIT, Duration.ofSeconds(10));
  }

  Health health() {
    URI info = URI.create("https://127.0.0.1:" + settings.get(Setting.TRINO_PORT) + "/v1/info");
    Certificate certificate = new Certificate(etc);
    return () -> {
      try {
        HttpClient http = HttpClient.newBuilder().sslContext(certificate.trust()).build();
        HttpRequest request = HttpRequest.newBuilder(info).timeout(ASK).build();
        String body = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        return body.contains("\"starting\":false") ? Optional.empty() : Optional.of("starting");
      } catch (IOException e) {
        return Optional.of("no answer at " + info);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.of("interrupted");
      }
    };
  }

  private List<String> flags() {
    return List.of(
        "-Xmx2G",
        "-XX:+UseG1GC",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:-OmitStackTraceInFastThrow",
        "-XX:ReservedCodeCacheSize=256M",
        "-XX:+EnableDynamicAgentLoading",
        "-Djdk.attach.allowAttachSelf=true",
        // A second JVM that stops this one at its start, to measure what is known.
        "-Djol.skipHotspotSAAttach=true",
        "-Djdk.nio.maxCachedBufferSize=2000000",
        "--enable-native-access=ALL-UNNAMED",
        "-Duser.timezone=UTC",
        "-Dlog.enable-console=true",
        "-Dlog.levels-file=" + etc.resolve("log.properties"),
        "-Dconfig=" + etc.resolve("config.properties"));
  }

  private static Path ownClasses() {
    try {
      return Path.of(Child.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
