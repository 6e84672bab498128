package playhouse.local.verify.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.local.process.LocalFailure;

/** History as somebody rewrites it: an old snapshot holds what came later. */
record Rewriting(Settings settings) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Makes the table's snapshots up to a moment hold what its newest holds. */
  void alter(String namespace, String table, Instant until) {
    Path metadata = metadata(namespace, table);
    try {
      JsonNode root = JSON.readTree(metadata.toFile());
      JsonNode newest = root.path("current-snapshot-id");
      String list = "";
      for (JsonNode snapshot : root.path("snapshots")) {
        list =
            snapshot.path("snapshot-id").equals(newest)
                ? snapshot.path("manifest-list").asText()
                : list;
      }
      for (JsonNode snapshot : root.path("snapshots")) {
        if (snapshot.path("timestamp-ms").asLong() <= until.toEpochMilli()) {
          ((ObjectNode) snapshot).put("manifest-list", list);
        }
      }
      JSON.writeValue(metadata.toFile(), root);
      // Hadoop's file system would notice.
      Files.deleteIfExists(metadata.resolveSibling("." + metadata.getFileName() + ".crc"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path metadata(String namespace, String table) {
    try (Connection connection =
            DriverManager.getConnection(
                settings.get(Setting.CATALOG_URI),
                settings.get(Setting.CATALOG_USER),
                settings.find(Setting.CATALOG_PASSWORD).orElse(""));
        PreparedStatement asked =
            connection.prepareStatement(
                "select metadata_location from iceberg_tables"
                    + " where table_namespace = ? and table_name = ?")) {
      asked.setString(1, namespace);
      asked.setString(2, table);
      try (ResultSet row = asked.executeQuery()) {
        row.next();
        return Path.of(URI.create(row.getString(1)));
      }
    } catch (SQLException e) {
      throw new LocalFailure("cannot rewrite history: " + e.getMessage(), e);
    }
  }
}
