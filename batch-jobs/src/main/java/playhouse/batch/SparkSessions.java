package playhouse.batch;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;

/** Spark, with the lake as its catalog. */
public final class SparkSessions {
  /** What aggregates gather in; a class that is not numbered goes about by its whole name. */
  private static final List<String> GATHERED =
      List.of(
          "playhouse.contracts.behaviour.PlayDays",
          "playhouse.contracts.behaviour.PlayDays$Day",
          "playhouse.contracts.behaviour.PlayAssembly",
          "playhouse.contracts.behaviour.Stretches",
          "playhouse.contracts.behaviour.SessionSpans",
          "playhouse.batch.titles.TitleTally",
          "playhouse.batch.titles.Curve");

  /** Groups of an aggregate that a task keeps in memory. */
  static final String HELD_AT_ONCE = "spark.sql.objectHashAggregate.sortBased.fallbackThreshold";

  /** A few hundred bytes each: beyond that many in one task, they are sorted on disk instead. */
  private static final int MOST_GATHERED = 200_000;

  private static final String CATALOG = "spark.sql.catalog." + Lake.CATALOG;
  private static final String PARTITIONS = "spark.sql.shuffle.partitions";
  private static final int FEWEST_PARTITIONS = 4;
  private static final int MOST_PARTITIONS = 400;
  private static final long EVENTS_A_PARTITION = 2_500_000;

  /** Below that, a minute's planning and compiling is not earned back. */
  private static final long FEW_EVENTS = 1_000_000;

  private SparkSessions() {}

  /**
   * The process's session. What spark-submit or a {@code -Dspark.…} says wins over what is set
   * here.
   *
   * @param threads of the local master
   */
  public static SparkSession open(Settings settings, int threads) {
    return open(settings, threads, Map.of());
  }

  /**
   * The same, made for a lake that holds so many events.
   *
   * @param events in all raw tables
   */
  static SparkSession open(Settings settings, int threads, long events) {
    if (events < FEW_EVENTS) {
      SparkSession spark = open(settings, threads);
      forLittle(spark);
      return spark;
    }
    Map<String, String> large = new HashMap<>();
    if (Comet.runsHere() && settings.get(Setting.BATCH_NATIVE).equals("auto")) {
      large.putAll(Comet.config());
    }
    large.put(
        PARTITIONS,
        Long.toString(
            Math.min(MOST_PARTITIONS, Math.max(FEWEST_PARTITIONS, events / EVENTS_A_PARTITION))));
    return open(settings, threads, large);
  }

  private static SparkSession open(Settings settings, int threads, Map<String, String> more) {
    SparkSession.Builder builder = SparkSession.builder().appName("playhouse-batch");
    Map<String, String> config = config(settings);
    config.putAll(more);
    config.forEach((key, value) -> builder.config(key, System.getProperty(key, value)));
    builder.master(System.getProperty("spark.master", "local[" + threads + "]"));
    SparkSession spark = builder.getOrCreate();
    spark.sparkContext().setLogLevel("WARN");
    return spark;
  }

  /** Makes plans cheap to make rather than quick to run, unless the command line says otherwise. */
  private static void forLittle(SparkSession spark) {
    Map.of(
            "spark.sql.codegen.wholeStage",
            "false",
            "spark.sql.codegen.factoryMode",
            "NO_CODEGEN",
            "spark.sql.inMemoryColumnarStorage.compressed",
            "false",
            "spark.sql.leafNodeDefaultParallelism",
            "1",
            "spark.sql.adaptive.enabled",
            "false",
            PARTITIONS,
            "1")
        .forEach((key, value) -> spark.conf().set(key, System.getProperty(key, value)));
  }

  private static Map<String, String> config(Settings settings) {
    Map<String, String> config = new HashMap<>(catalog(settings));
    Path scratch = settings.home().resolve("spark");
    config.put("spark.local.dir", scratch.toString());
    config.put("spark.ui.enabled", "false");
    config.put("spark.ui.showConsoleProgress", "false");
    config.put("spark.driver.host", "127.0.0.1");
    config.put("spark.driver.bindAddress", "127.0.0.1");
    config.put("spark.sql.session.timeZone", "UTC");
    config.put("spark.sql.datetime.java8API.enabled", "true");
    config.put("spark.sql.warehouse.dir", scratch.resolve("warehouse").toUri().toString());
    config.put("spark.sql.catalogImplementation", "in-memory");
    config.put("spark.sql.adaptive.enabled", "true");
    // A laptop's day is small: few tasks, and never more than the cores can start in a moment.
    config.put(PARTITIONS, Integer.toString(FEWEST_PARTITIONS));
    config.put("spark.default.parallelism", "4");
    config.put("spark.shuffle.compress", "true");
    // The plans of a night are about as many, and a plan forgotten is compiled again.
    config.put("spark.sql.codegen.cache.maxEntries", "2000");
    // Nobody looks at plans in a user interface that is off, and describing them is not free.
    config.put("spark.sql.ui.explainMode", "simple");
    config.put("spark.sql.ui.retainedExecutions", "1");
    config.put("spark.ui.retainedJobs", "1");
    config.put("spark.ui.retainedStages", "1");
    config.put("spark.ui.retainedTasks", "1");
    // Hadoop's own starts a process for each file it makes, to set its permissions.
    config.put(
        "spark.hadoop.fs.file.impl", "com.globalmentor.apache.hadoop.fs.BareLocalFileSystem");
    config.put("spark.cleaner.referenceTracking.blocking", "false");
    config.put("spark.kryo.classesToRegister", String.join(",", GATHERED));
    config.put(HELD_AT_ONCE, Integer.toString(MOST_GATHERED));
    return config;
  }

  /** The catalog's own properties, as Iceberg names them. */
  static Map<String, String> catalogProperties(Settings settings) {
    String prefix = CATALOG + ".";
    Map<String, String> properties = new HashMap<>();
    catalog(settings)
        .forEach(
            (key, value) -> {
              if (key.startsWith(prefix)) {
                properties.put(key.substring(prefix.length()), value);
              }
            });
    return properties;
  }

  private static Map<String, String> catalog(Settings settings) {
    Map<String, String> config = new HashMap<>();
    config.put(
        "spark.sql.extensions",
        "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions");
    config.put("spark.sql.defaultCatalog", Lake.CATALOG);
    config.put(CATALOG, "org.apache.iceberg.spark.SparkCatalog");
    config.put(CATALOG + ".type", settings.get(Setting.CATALOG_TYPE));
    config.put(CATALOG + ".uri", settings.get(Setting.CATALOG_URI));
    settings.find(Setting.CATALOG_USER).ifPresent(user -> config.put(CATALOG + ".jdbc.user", user));
    config.put(CATALOG + ".jdbc.password", settings.find(Setting.CATALOG_PASSWORD).orElse(""));
    config.put(CATALOG + ".jdbc.schema-version", "V1");
    config.put(CATALOG + ".warehouse", settings.get(Setting.WAREHOUSE));
    // Other processes commit too: a table is looked up anew each time.
    config.put(CATALOG + ".cache-enabled", "false");
    config.put(CATALOG + ".table-default.format-version", "2");
    config.put(CATALOG + ".table-default.write.distribution-mode", "hash");
    config.put(CATALOG + ".table-default.write.parquet.compression-codec", "zstd");
    config.put(CATALOG + ".table-default.write.target-file-size-bytes", "134217728");
    config.put(CATALOG + ".table-default.write.metadata.delete-after-commit.enabled", "true");
    config.put(CATALOG + ".table-default.write.metadata.previous-versions-max", "20");
    return config;
  }
}
