package playhouse.batch.lineage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericFileWriterFactory;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.types.Types;

/**
 * The table {@code ops.lineage}, added to without Spark: a row is written before a plan is made.
 */
record LineageTable(Table table) {
  static final String NAME = "ops.lineage";

  void add(LineageEvent event) {
    Record row = row(event);
    PartitionKey partition = new PartitionKey(table.spec(), table.schema());
    partition.partition(new InternalRecordWrapper(table.schema().asStruct()).wrap(row));
    table.newAppend().appendFile(file(row, partition)).commit();
  }

  private DataFile file(Record row, PartitionKey partition) {
    OutputFileFactory names =
        OutputFileFactory.builderFor(table, 0, 0)
            .operationId(UUID.randomUUID().toString())
            .format(FileFormat.PARQUET)
            .build();
    DataWriter<Record> writer =
        new GenericFileWriterFactory.Builder(table)
            .dataSchema(table.schema())
            .dataFileFormat(FileFormat.PARQUET)
            .build()
            .newDataWriter(names.newOutputFile(table.spec(), partition), table.spec(), partition);
    try (writer) {
      writer.write(row);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to " + NAME, e);
    }
    return writer.toDataFile();
  }

  private Record row(LineageEvent event) {
    Record row = GenericRecord.create(table.schema());
    row.setField("event_time", event.time().atOffset(ZoneOffset.UTC));
    row.setField("event_type", event.type().name());
    row.setField("run_id", event.runId());
    row.setField("job", event.job());
    row.setField("lineage_run", event.run().toString());
    row.setField("inputs", datasets("inputs", event.inputs()));
    row.setField("outputs", datasets("outputs", event.outputs()));
    row.setField("json", event.json());
    return row;
  }

  private List<Record> datasets(String column, Map<String, Long> snapshots) {
    Types.StructType type =
        table.schema().findType(column).asListType().elementType().asStructType();
    return snapshots.entrySet().stream()
        .<Record>map(
            each -> {
              Record dataset = GenericRecord.create(type);
              dataset.setField("name", each.getKey());
              dataset.setField("snapshot", each.getValue());
              return dataset;
            })
        .toList();
  }
}
