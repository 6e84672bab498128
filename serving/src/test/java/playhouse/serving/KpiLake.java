package playhouse.serving;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import playhouse.testbed.Database;

/** A real lake with the table of KPIs, written to as the nightly batch does. */
final class KpiLake implements AutoCloseable {
  private static final Schema SCHEMA =
      new Schema(
          NestedField.optional(1, "kpi", Types.StringType.get()),
          NestedField.optional(2, "measure", Types.StringType.get()),
          NestedField.optional(3, "zone", Types.StringType.get()),
          NestedField.optional(4, "day", Types.DateType.get()),
          NestedField.optional(5, "by", Types.StringType.get()),
          NestedField.optional(6, "numerator", Types.DecimalType.of(38, 6)),
          NestedField.optional(7, "denominator", Types.DecimalType.of(38, 6)),
          NestedField.optional(8, "value", Types.DoubleType.get()),
          NestedField.optional(9, "version", Types.IntegerType.get()),
          NestedField.optional(10, "snapshots", Types.StringType.get()),
          NestedField.optional(11, "run_id", Types.StringType.get()),
          NestedField.optional(12, "computed_at", Types.TimestampType.withZone()),
          NestedField.optional(13, "grain", Types.StringType.get()),
          NestedField.optional(14, "started", Types.TimestampType.withZone()),
          NestedField.optional(15, "filter", Types.StringType.get()),
          NestedField.optional(16, "cut_off", Types.TimestampType.withZone()));

  private final Path folder;
  private final Map<String, String> settings;
  private final JdbcCatalog catalog = new JdbcCatalog();
  private final Table table;
  private String snapshots = "core.plays=7";
  private int files;

  KpiLake() {
    try {
      folder = Files.createTempDirectory("kpi-lake-");
      String database = Database.fresh();
      Path keys = folder.resolve("keys.json");
      Files.writeString(keys, "{\"demo\":\"demo-key\",\"serving\":\"serving-key\"}");
      settings =
          Map.of(
              "PLAYHOUSE_CATALOG_URI",
              database,
              "PLAYHOUSE_WAREHOUSE",
              "file:" + folder.resolve("warehouse"),
              "PLAYHOUSE_KEYS",
              keys.toString());
      catalog.initialize(
          "lake",
          Map.of(
              "uri", database,
              "jdbc.user", "postgres",
              "jdbc.schema-version", "V1",
              "warehouse", folder.resolve("warehouse").toString(),
              "io-impl", "org.apache.iceberg.hadoop.HadoopFileIO"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    table =
        create("mart.kpi_daily", SCHEMA, PartitionSpec.builderFor(SCHEMA).identity("day").build());
  }

  /** Another table. */
  Table create(String name, Schema schema, PartitionSpec spec) {
    TableIdentifier id = TableIdentifier.parse(name);
    if (!catalog.namespaceExists(id.namespace())) {
      catalog.createNamespace(id.namespace());
    }
    return catalog.createTable(id, schema, spec);
  }

  /** What values told from now on were computed from, such as {@code core.plays=7}. */
  void readFrom(String read) {
    snapshots = read;
  }

  /** What serving must be told to find it. */
  Map<String, String> settings() {
    return settings;
  }

  /** A value of a day in a zone; a row as the batch writes it. */
  Record day(String kpi, String measure, String zone, LocalDate day, String by, double value) {
    Record row = GenericRecord.create(SCHEMA);
    row.setField("kpi", kpi);
    row.setField("measure", measure);
    row.setField("zone", zone);
    row.setField("day", day);
    row.setField("by", by);
    row.setField("numerator", BigDecimal.valueOf(value).setScale(6, RoundingMode.HALF_UP));
    row.setField("denominator", BigDecimal.ONE.setScale(6));
    row.setField("value", value);
    row.setField("version", 1);
    row.setField("snapshots", snapshots);
    row.setField("run_id", "run-" + day);
    row.setField("grain", "day");
    row.setField("started", utc(day.atStartOfDay(ZoneId.of(zone)).toInstant()));
    row.setField("filter", "no tests, staff or bots");
    row.setField("cut_off", utc(Instant.now()));
    row.setField("computed_at", utc(Instant.parse("2026-01-01T03:00:00Z")));
    return row;
  }

  /** Commits rows as one snapshot. */
  void write(List<Record> rows) {
    AppendFiles append = table.newAppend();
    Map<LocalDate, List<Record>> days =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    row -> (LocalDate) row.getField("day"), TreeMap::new, Collectors.toList()));
    days.values().forEach(some -> append.appendFile(file(table, some)));
    append.commit();
  }

  /** A file of rows of one partition, not yet part of the table. */
  DataFile file(Table table, List<Record> rows) {
    Schema schema = table.schema();
    PartitionKey partition = new PartitionKey(table.spec(), schema);
    partition.partition(new InternalRecordWrapper(schema.asStruct()).wrap(rows.get(0)));
    String name = table.location() + "/data/" + files++ + ".parquet";
    try {
      DataWriter<Record> writer =
          Parquet.writeData(table.io().newOutputFile(name))
              .schema(schema)
              .withSpec(table.spec())
              .withPartition(partition)
              .createWriterFunc(GenericParquetWriter::create)
              // As the batch packs it.
              .set("write.parquet.compression-codec", "zstd")
              .build();
      try (writer) {
        rows.forEach(writer::write);
      }
      return writer.toDataFile();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  @Override
  public void close() {
    catalog.close();
  }
}
