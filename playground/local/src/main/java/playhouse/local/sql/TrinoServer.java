package playhouse.local.sql;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.local.process.Child;
import playhouse.local.process.LocalFailure;
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
  private final HttpClient http = HttpClient.newHttpClient();

  TrinoServer(Settings settings) {
    this.settings = settings;
    this.etc = settings.home().resolve("trino");
  }

  /**
   * Writes the configuration and says how to start the server that is unpacked in {@code install}.
   */
  Service service(Path install, Path java) {
    writeConfiguration(install);
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
    URI info = URI.create("http://127.0.0.1:" + settings.get(Setting.TRINO_PORT) + "/v1/info");
    return () -> {
      try {
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
        "-Djdk.nio.maxCachedBufferSize=2000000",
        "--enable-native-access=ALL-UNNAMED",
        "-Duser.timezone=UTC",
        "-Dlog.enable-console=true",
        "-Dlog.levels-file=" + etc.resolve("log.properties"),
        "-Dconfig=" + etc.resolve("config.properties"));
  }

  private void writeConfiguration(Path install) {
    String port = settings.get(Setting.TRINO_PORT);
    String config =
        """
        coordinator=true
        node-scheduler.include-coordinator=true
        node.environment=playhouse
        node.id=local
        node.internal-address=127.0.0.1
        node.bind-ip=127.0.0.1
        http-server.http.port=%s
        http-server.log.enabled=false
        discovery.uri=http://127.0.0.1:%s
        catalog.management=static
        catalog.config-dir=%s
        plugin.dir=%s
        memory.heap-headroom-per-node=400MB
        query.max-memory=1GB
        query.max-memory-per-node=1GB
        query.max-total-memory=1GB
        """
            .formatted(port, port, etc.resolve("catalog"), install.resolve("plugin"));
    try {
      Files.createDirectories(etc.resolve("catalog"));
      Files.writeString(etc.resolve("config.properties"), config);
      Files.writeString(
          etc.resolve("log.properties"), "io.trino=WARN\nio.airlift=WARN\nBootstrap=WARN\n");
      Files.writeString(etc.resolve("catalog/lake.properties"), catalog());
    } catch (IOException e) {
      throw new LocalFailure("cannot write Trino's configuration: " + e.getMessage(), e);
    }
  }

  /**
   * The same catalog under the same name as Flink's and Spark's; {@code local.location=/} makes
   * their file: paths ours.
   */
  private String catalog() {
    String common =
        """
        connector.name=iceberg
        fs.native-local.enabled=true
        local.location=/
        """;
    if (settings.get(Setting.CATALOG_TYPE).equals("rest")) {
      return common
          + "iceberg.catalog.type=rest\niceberg.rest-catalog.uri="
          + settings.get(Setting.CATALOG_URI)
          + "\n";
    }
    return common
        + """
        iceberg.catalog.type=jdbc
        iceberg.jdbc-catalog.catalog-name=lake
        iceberg.jdbc-catalog.driver-class=org.postgresql.Driver
        iceberg.jdbc-catalog.connection-url=%s
        iceberg.jdbc-catalog.connection-user=%s
        iceberg.jdbc-catalog.connection-password=%s
        iceberg.jdbc-catalog.schema-version=V1
        iceberg.jdbc-catalog.default-warehouse-dir=%s
        """
            .formatted(
                settings.get(Setting.CATALOG_URI),
                settings.get(Setting.CATALOG_USER),
                settings.find(Setting.CATALOG_PASSWORD).orElse(""),
                settings.get(Setting.WAREHOUSE));
  }

  private static Path ownClasses() {
    try {
      return Path.of(Child.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
