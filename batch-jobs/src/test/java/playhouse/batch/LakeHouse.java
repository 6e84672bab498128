package playhouse.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.spark.sql.RuntimeConfig;
import playhouse.contracts.Settings;
import playhouse.testbed.Broker;
import playhouse.testbed.Database;

/** A real Spark over a real catalog database, started once per test run, empty at each opening. */
public final class LakeHouse {
  static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");

  private static final DayRange DAYS = DayRange.of(LocalDate.parse("2026-11-16"));
  private static final String PRISTINE = "pristine";
  private static final LakeHouse ONLY = new LakeHouse();

  private final String database = Database.fresh();
  private final Lake lake;
  private final Set<String> kept = new HashSet<>();

  private LakeHouse() {
    try {
      Path home = Files.createTempDirectory("batch-test");
      Map<String, String> environment = new HashMap<>();
      environment.put("PLAYHOUSE_HOME", home.toString());
      environment.put("PLAYHOUSE_CATALOG_URI", database);
      environment.put("PLAYHOUSE_KAFKA", Broker.shared().address());
      Settings settings = Settings.of(environment);
      smallData();
      lake = Lake.over(SparkSessions.open(settings, 2), settings, NOW);
      // The same for everybody, and a third of a million quarter hours long.
      Job calendar = Jobs.all().find("calendar").orElseThrow();
      calendar.run(lake, new Request(Optional.of(DAYS), NOW, "calendar"));
      keep(PRISTINE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A dozen rows: compiling a plan or planning it again would cost more than running it. */
  private static void smallData() {
    if (Comet.runsHere()) {
      // There, for those who turn it on.
      Comet.config().forEach(System::setProperty);
      System.setProperty(Comet.ENABLED, "false");
    }
    System.setProperty("spark.sql.codegen.wholeStage", "false");
    System.setProperty("spark.sql.codegen.factoryMode", "NO_CODEGEN");
    System.setProperty("spark.sql.inMemoryColumnarStorage.compressed", "false");
    System.setProperty("spark.sql.leafNodeDefaultParallelism", "1");
    System.setProperty("spark.sql.adaptive.enabled", "false");
    System.setProperty("spark.sql.shuffle.partitions", "1");
    System.setProperty(
        "spark.sql.catalog.lake.table-default.write.metadata.delete-after-commit.enabled", "false");
  }

  /** True if plans can be run in native code on this machine. */
  public static boolean canRunNatively() {
    return Comet.runsHere();
  }

  /** Does something with plans that run in native code, as those of a large night do. */
  public static void natively(Runnable work) {
    with(
        Comet.ENABLED,
        "true",
        () -> {
          String plan =
              ONLY.lake.table("core.plays").groupBy("title").count().queryExecution().toString();
          assertThat(plan).as("what is compared").contains("CometHashAggregate");
          work.run();
        });
  }

  /** Does something while Spark has another setting. */
  static void with(String key, String value, Runnable work) {
    RuntimeConfig conf = ONLY.lake.spark().conf();
    String before = conf.get(key);
    conf.set(key, value);
    try {
      work.run();
    } finally {
      conf.set(key, before);
    }
  }

  /** A lake with all its tables and no row in them but those that say what a day is. */
  public static Lake empty() {
    ONLY.goBackTo(PRISTINE);
    return ONLY.lake;
  }

  /**
   * A lake in which something has happened already: the first to ask for it makes it, the others
   * find it as it was then.
   */
  static Lake after(String name, Consumer<Lake> happened) {
    if (!ONLY.kept.contains(name)) {
      happened.accept(empty());
      ONLY.keep(name);
    }
    ONLY.goBackTo(name);
    return ONLY.lake;
  }

  /** Metadata is never changed, only replaced: to go back is to point at what was pointed at. */
  private void keep(String name) {
    catalog("CREATE TABLE " + name + " AS SELECT * FROM iceberg_tables");
    kept.add(name);
  }

  private void goBackTo(String name) {
    catalog("DELETE FROM iceberg_tables");
    catalog("INSERT INTO iceberg_tables SELECT * FROM " + name);
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
