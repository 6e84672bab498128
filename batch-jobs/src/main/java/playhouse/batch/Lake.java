package playhouse.batch;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import playhouse.batch.lineage.NewSnapshots;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.contracts.lineage.LineagePost;
import playhouse.warehouse.DdlFile;

/** The lake as a batch sees it: tables to read, and days of tables to overwrite. */
public final class Lake implements AutoCloseable {
  /** Name of the catalog, the same in every engine. */
  public static final String CATALOG = "lake";

  /** Files that a task may have open at once: 85 kB for each of a file's columns. */
  private static final int MOST_OPEN = 40;

  private final SparkSession spark;
  private final Settings settings;
  private final Runnable closing;
  private final NewSnapshots newSnapshots = NewSnapshots.of(CATALOG);
  private final LineagePost lineagePost;

  private Lake(SparkSession spark, Settings settings, Runnable closing) {
    this.spark = spark;
    this.settings = settings;
    this.closing = closing;
    lineagePost = LineagePost.of(settings);
  }

  /** Opens a session of its own and brings the tables up to date. */
  public static Lake open(Settings settings, Instant now) {
    SparkSession spark = SparkSessions.open(settings, 2, RawEvents.count(settings));
    new Migrations(spark, DdlFile.all()).apply(now);
    return new Lake(spark, settings, spark::stop);
  }

  /** Uses a session that is there and will stay, and brings the tables up to date. */
  public static Lake over(SparkSession spark, Settings settings, Instant now) {
    new Migrations(spark, DdlFile.all()).apply(now);
    return new Lake(spark, settings, () -> {});
  }

  public SparkSession spark() {
    return spark;
  }

  public Settings settings() {
    return settings;
  }

  /** What this process commits to. */
  public NewSnapshots newSnapshots() {
    return newSnapshots;
  }

  /** Who is told of lineage. */
  public LineagePost lineagePost() {
    return lineagePost;
  }

  /** The reporting currency, ISO 4217. */
  public String currency() {
    return settings.get(Setting.CURRENCY);
  }

  /** True if there is such a table; the raw ones come with the first event of their family. */
  public boolean has(String table) {
    return spark.catalog().tableExists(table);
  }

  /** A table as it is now. */
  public Dataset<Row> table(String table) {
    return spark.table(table);
  }

  /** A table as it was at a snapshot. */
  public Dataset<Row> table(String table, long snapshot) {
    return spark.read().option("versionAsOf", snapshot).table(table);
  }

  /** The newest snapshot; empty if nothing was ever written, or if there is no such table. */
  public OptionalLong snapshot(String table) {
    return find(table)
        .flatMap(there -> Optional.ofNullable(there.currentSnapshot()))
        .map(current -> OptionalLong.of(current.snapshotId()))
        .orElse(OptionalLong.empty());
  }

  /** The days that a table partitioned by day holds. */
  public NavigableSet<LocalDate> days(String table) {
    return has(table) ? Partitions.of(iceberg(table)).days() : new TreeSet<>();
  }

  /** How many rows each day of a table partitioned by day held at a snapshot. */
  public NavigableMap<LocalDate, Long> rowsByDay(String table, long snapshot) {
    return Partitions.at(iceberg(table), snapshot).rows();
  }

  /** The table behind a name, for its metadata. */
  public Table iceberg(String table) {
    return find(table).orElseThrow(() -> new IllegalStateException("no table " + table));
  }

  /** The same; empty if there is no such table. Each call reads the metadata anew. */
  public Optional<Table> find(String table) {
    try {
      return Optional.of(Spark3Util.loadIcebergTable(spark, CATALOG + "." + table));
    } catch (NoSuchTableException e) {
      return Optional.empty();
    } catch (ParseException e) {
      throw new IllegalStateException("no name of a table: " + table, e);
    }
  }

  /**
   * Makes the given days of a table hold exactly these rows, and touches only days that differ.
   *
   * @param rows columns by name; each row's {@code day} is one of the owned days
   * @param owned days to answer for: one without rows ends empty
   * @param incidental columns in which a difference is none, such as the id of the run
   */
  public Written overwriteDays(
      Dataset<Row> rows, String table, Collection<LocalDate> owned, String... incidental) {
    return owned.isEmpty()
        ? Written.nothing()
        : new DayOverwrite(this, table, List.of(incidental))
            .write(conform(rows, table), new TreeSet<>(owned));
  }

  /** Makes a table hold exactly these rows, and leaves it alone if it does. */
  public Written overwrite(Dataset<Row> rows, String table) {
    return new DayOverwrite(this, table, List.of()).write(conform(rows, table));
  }

  /** Adds rows to a table. */
  public static void append(Dataset<Row> rows, String table) {
    try {
      rows.writeTo(table).append();
    } catch (NoSuchTableException e) {
      throw new IllegalStateException("no table " + table, e);
    }
  }

  /** Replaces the partitions that meet a condition by these rows; how many rows are new. */
  public long overwriteWhere(Dataset<Row> rows, String table, Column condition) {
    return replace(conform(rows, table), table, condition, Integer.MAX_VALUE);
  }

  /**
   * Replaces the rows that meet a condition, in one commit; how many rows are new.
   *
   * @param partitions how many of them the rows may lie in
   */
  long replace(Dataset<Row> rows, String table, Column condition, int partitions) {
    OptionalLong before = snapshot(table);
    try {
      // Left to itself Iceberg keeps a file open for each partition, which saves the sorting.
      rows.writeTo(table)
          .option("fanout-enabled", Boolean.toString(partitions <= MOST_OPEN))
          .overwrite(condition);
    } catch (NoSuchTableException e) {
      throw new IllegalStateException("no table " + table, e);
    }
    Snapshot after = iceberg(table).currentSnapshot();
    return after == null || before.equals(OptionalLong.of(after.snapshotId()))
        ? 0
        : Long.parseLong(after.summary().getOrDefault(SnapshotSummary.ADDED_RECORDS_PROP, "0"));
  }

  /** The rows with the columns of the table, in its order and types. */
  Dataset<Row> conform(Dataset<Row> rows, String table) {
    Column[] columns =
        Arrays.stream(table(table).schema().fields()).map(Lake::cast).toArray(Column[]::new);
    return rows.select(columns);
  }

  private static Column cast(StructField field) {
    return functions.col("`" + field.name() + "`").cast(field.dataType()).as(field.name());
  }

  @Override
  public void close() {
    closing.run();
  }
}
