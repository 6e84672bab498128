package playhouse.batch;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import playhouse.contracts.Settings;
import playhouse.warehouse.DdlFile;

/** A real Spark over a real catalog database, started once per test run, empty at each opening. */
final class LakeHouse {
  static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");

  private static final LakeHouse ONLY = new LakeHouse();

  private final Settings settings;
  private final SparkSession spark;

  private LakeHouse() {
    try {
      Path home = Files.createTempDirectory("batch-test");
      EmbeddedPostgres postgres = EmbeddedPostgres.start();
      Map<String, String> environment = new HashMap<>();
      environment.put("PLAYHOUSE_HOME", home.toString());
      environment.put("PLAYHOUSE_CATALOG_URI", postgres.getJdbcUrl("postgres", "postgres"));
      settings = Settings.of(environment);
      // A dozen rows: compiling a plan would cost more than running it.
      System.setProperty("spark.sql.codegen.wholeStage", "false");
      System.setProperty("spark.sql.shuffle.partitions", "1");
      spark = SparkSessions.open(settings, 2);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A lake with all its tables and no row in them. */
  static Lake empty() {
    Lake lake = Lake.over(ONLY.spark, ONLY.settings, NOW);
    for (String namespace : List.of("raw", "core", "mart", "ops")) {
      ONLY.spark.sql("SHOW TABLES IN " + namespace).collectAsList().stream()
          .map(row -> namespace + "." + row.getString(1))
          .filter(table -> namespace.equals("raw") || lake.snapshot(table).isPresent())
          .filter(table -> !table.equals("ops.migrations"))
          .forEach(table -> ONLY.spark.sql("DROP TABLE " + table + " PURGE"));
    }
    DdlFile.all().forEach(step -> step.statements().forEach(ONLY.spark::sql));
    return lake;
  }
}
