package playhouse.batch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import playhouse.contracts.Settings;
import playhouse.testbed.Database;

/** A real Spark over a real catalog database, started once per test run, empty at each opening. */
final class LakeHouse {
  static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");

  private static final LakeHouse ONLY = new LakeHouse();

  private final String database = Database.fresh();
  private final Lake lake;

  private LakeHouse() {
    try {
      Path home = Files.createTempDirectory("batch-test");
      Map<String, String> environment = new HashMap<>();
      environment.put("PLAYHOUSE_HOME", home.toString());
      environment.put("PLAYHOUSE_CATALOG_URI", database);
      Settings settings = Settings.of(environment);
      smallData();
      lake = Lake.over(SparkSessions.open(settings, 2), settings, NOW);
      catalog("CREATE TABLE pristine AS SELECT * FROM iceberg_tables");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A dozen rows: compiling a plan or planning it again would cost more than running it. */
  private static void smallData() {
    System.setProperty("spark.sql.codegen.wholeStage", "false");
    System.setProperty("spark.sql.codegen.factoryMode", "NO_CODEGEN");
    System.setProperty("spark.sql.adaptive.enabled", "false");
    System.setProperty("spark.sql.shuffle.partitions", "1");
    System.setProperty(
        "spark.sql.catalog.lake.table-default.write.metadata.delete-after-commit.enabled", "false");
  }

  /** A lake with all its tables and no row in them: the catalog points at the first metadata. */
  static Lake empty() {
    ONLY.catalog("DELETE FROM iceberg_tables");
    ONLY.catalog("INSERT INTO iceberg_tables SELECT * FROM pristine");
    return ONLY.lake;
  }

  private void catalog(String sql) {
    try (Connection connection = DriverManager.getConnection(database, "postgres", "");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }
}
