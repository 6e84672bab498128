package playhouse.local.sql;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Map;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.local.access.AccessRules;
import playhouse.local.access.Certificate;
import playhouse.local.access.ResourceGroups;
import playhouse.local.access.TokenKey;
import playhouse.local.access.Tokens;
import playhouse.local.process.LocalFailure;
import playhouse.local.process.SecretFile;

/**
 * The files that Trino reads: one port with TLS, tokens, rules for each role, limits, and the lake.
 */
record TrinoConfiguration(Settings settings) {
  private static final int SECRET_BYTES = 32;

  /** Where they are. */
  static Path folder(Settings settings) {
    return settings.home().resolve("trino");
  }

  /** Writes all anew; {@code plugins} are folders by name. */
  void write(Map<String, Path> plugins) {
    Path etc = folder(settings);
    try {
      Files.createDirectories(etc.resolve("catalog"));
      new Certificate(etc).makeIfMissing();
      Tokens tokens = new Tokens(settings.home(), Clock.systemUTC());
      Files.writeString(etc.resolve("token.pem"), tokens.key().publicPem());
      secret(etc.resolve("config.properties"), config(etc));
      Files.writeString(
          etc.resolve("log.properties"), "io.trino=WARN\nio.airlift=WARN\nBootstrap=WARN\n");
      secret(etc.resolve("catalog/lake.properties"), catalog());
      access(etc);
      groups(etc);
      link(etc.resolve("plugin"), plugins);
    } catch (IOException e) {
      throw new LocalFailure("cannot write Trino's configuration: " + e.getMessage(), e);
    }
  }

  private static void secret(Path file, String text) {
    new SecretFile(file).write(text.getBytes(StandardCharsets.UTF_8));
  }

  private String config(Path etc) {
    Certificate certificate = new Certificate(etc);
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    return """
        coordinator=true
        node-scheduler.include-coordinator=true
        node.environment=playhouse
        node.id=local
        node.internal-address=127.0.0.1
        node.bind-ip=127.0.0.1
        http-server.http.enabled=false
        http-server.https.enabled=true
        http-server.https.port=%1$s
        http-server.https.keystore.path=%2$s
        http-server.https.keystore.key=%3$s
        http-server.authentication.type=JWT
        http-server.authentication.jwt.key-file=%4$s/token.pem
        http-server.authentication.jwt.required-issuer=%5$s
        http-server.log.enabled=false
        internal-communication.https.required=true
        internal-communication.https.truststore.path=%6$s
        internal-communication.shared-secret=%7$s
        web-ui.enabled=false
        discovery.uri=https://127.0.0.1:%1$s
        access-control.config-files=%4$s/access-control.properties
        catalog.management=static
        catalog.config-dir=%4$s/catalog
        plugin.dir=%4$s/plugin
        memory.heap-headroom-per-node=400MB
        query.max-memory=1GB
        query.max-memory-per-node=1GB
        query.max-total-memory=1GB
        query.max-execution-time=10m
        """
        .formatted(
            settings.get(Setting.TRINO_PORT),
            certificate.keystore(),
            certificate.password(),
            etc,
            TokenKey.ISSUER,
            certificate.pem(),
            HexFormat.of().formatHex(secret));
  }

  private static void access(Path etc) throws IOException {
    Path rules = etc.resolve("rules.json");
    Files.writeString(rules, new AccessRules().json());
    Files.writeString(
        etc.resolve("access-control.properties"),
        "access-control.name=file\nsecurity.config-file=" + rules + "\n");
  }

  /** This one file Trino looks for below the folder that it is started in. */
  private void groups(Path etc) throws IOException {
    Path groups = etc.resolve("resource-groups.json");
    Files.writeString(groups, ResourceGroups.json());
    Path named = settings.home().resolve("etc/resource-groups.properties");
    Files.createDirectories(named.getParent());
    Files.writeString(
        named,
        "resource-groups.configuration-manager=file\nresource-groups.config-file=" + groups + "\n");
  }

  private static void link(Path folder, Map<String, Path> plugins) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, Path> plugin : plugins.entrySet()) {
      Path link = folder.resolve(plugin.getKey());
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, plugin.getValue());
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
}
