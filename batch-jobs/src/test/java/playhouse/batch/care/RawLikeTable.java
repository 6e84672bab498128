package playhouse.batch.care;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.GenericFileWriterFactory;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.spark.SparkCatalog;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.jspecify.annotations.Nullable;
import playhouse.batch.Lake;

/**
 * A table as the lake writer makes it, and commits to it as the lake writer makes them: files
 * first, then files and checkpoint in one step.
 */
record RawLikeTable(Lake lake, String name) {
  static final String PROPERTY = "playhouse.lake-writer.chain";

  private static final Schema SCHEMA =
      new Schema(
          NestedField.required(1, "id", Types.StringType.get()),
          NestedField.optional(2, "person", Types.UUIDType.get()),
          NestedField.required(3, "occurred", Types.TimestampType.withZone()),
          NestedField.required(4, "type", Types.StringType.get()),
          NestedField.required(5, "dedup_key", Types.UUIDType.get()),
          NestedField.optional(
              6,
              "playback_start",
              Types.StructType.of(NestedField.optional(7, "title", Types.StringType.get()))));

  static RawLikeTable create(Lake lake, String name) {
    var catalog =
        ((SparkCatalog) lake.spark().sessionState().catalogManager().catalog(Lake.CATALOG))
            .icebergCatalog();
    PartitionSpec spec = PartitionSpec.builderFor(SCHEMA).day("occurred").build();
    catalog.createTable(
        TableIdentifier.of(Namespace.of("raw"), name),
        SCHEMA,
        spec,
        Map.of(
            "format-version", "2",
            "write.parquet.compression-codec", "zstd",
            "write.metadata.metrics.default", "none",
            "write.metadata.metrics.column.occurred", "full",
            "write.metadata.delete-after-commit.enabled", "true",
            "write.metadata.previous-versions-max", "20",
            "commit.retry.num-retries", "10"));
    return new RawLikeTable(lake, "raw." + name);
  }

  Table table() {
    return lake.iceberg(name);
  }

  /** Hides Hadoop's defaults, which Parquet parses for every file: most of a small file's cost. */
  private static final ClassLoader BLIND =
      new ClassLoader(RawLikeTable.class.getClassLoader()) {
        @Override
        public @Nullable URL getResource(String name) {
          return name.endsWith("-default.xml") ? null : super.getResource(name);
        }
      };

  /** A file of so many rows of a day, which no table knows yet. */
  static DataFile file(Table table, LocalDate day, int rows) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(BLIND);
    try {
      return write(table, day, rows);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static DataFile write(Table table, LocalDate day, int rows) {
    PartitionData partition = new PartitionData(table.spec().partitionType());
    partition.set(0, (int) day.toEpochDay());
    OutputFileFactory names =
        OutputFileFactory.builderFor(table, 0, System.nanoTime())
            .format(FileFormat.PARQUET)
            .build();
    try (DataWriter<Record> writer =
        new GenericFileWriterFactory.Builder(table)
            .dataSchema(table.schema())
            .dataFileFormat(FileFormat.PARQUET)
            .build()
            .newDataWriter(names.newOutputFile(table.spec(), partition), table.spec(), partition)) {
      IntStream.range(0, rows).forEach(i -> writer.write(row(day, i)));
      writer.close();
      return writer.toDataFile();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Record row(LocalDate day, int number) {
    GenericRecord row = GenericRecord.create(SCHEMA);
    Instant occurred = day.atTime(12, 0).toInstant(ZoneOffset.UTC).plusMillis(number);
    row.setField("id", UUID.randomUUID().toString());
    row.setField("person", UUID.randomUUID());
    row.setField("occurred", occurred.atOffset(ZoneOffset.UTC));
    row.setField("type", number % 2 == 0 ? "playback.start" : "playback.stop");
    row.setField("dedup_key", UUID.randomUUID());
    GenericRecord body = GenericRecord.create(SCHEMA.findType("playback_start").asStructType());
    body.setField("title", "title " + number);
    row.setField("playback_start", number % 2 == 0 ? body : null);
    return row;
  }

  /** Commits files under a checkpoint, unless the table holds that checkpoint already. */
  static void commit(Table table, long checkpoint, List<DataFile> files) {
    table.refresh();
    if (Long.parseLong(table.properties().getOrDefault(PROPERTY, "-1")) >= checkpoint) {
      return;
    }
    Transaction transaction = table.newTransaction();
    AppendFiles append = transaction.newAppend();
    append.set("playhouse.lineage", "chain");
    append.set("playhouse.checkpoint", Long.toString(checkpoint));
    files.forEach(append::appendFile);
    append.commit();
    transaction.updateProperties().set(PROPERTY, Long.toString(checkpoint)).commit();
    transaction.commitTransaction();
  }

  /** So many commits of a few rows each, over days in turn. */
  void commit(int from, int count, LocalDate... days) {
    Table table = table();
    for (int i = from; i < from + count; i++) {
      commit(table, i, List.of(file(table, days[i % days.length], 5)));
    }
  }

  /** All rows, in no order that a rewrite could change. */
  List<String> rows() {
    return lake.table(name).toJSON().collectAsList().stream().sorted().toList();
  }
}
