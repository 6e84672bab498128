package playhouse.batch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericFileWriterFactory;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.OutputFileFactory;

/** A table of few rows, read and added to without Spark: a row is written before a plan is made. */
public record RecordTable(Table table) {

  /** A row with nothing in it yet. */
  public Record blank() {
    return GenericRecord.create(table.schema());
  }

  /** Adds rows of any partitions, in one commit. */
  public void add(List<Record> rows) {
    Map<PartitionKey, List<Record>> partitions = new LinkedHashMap<>();
    for (Record row : rows) {
      PartitionKey partition = new PartitionKey(table.spec(), table.schema());
      partition.partition(new InternalRecordWrapper(table.schema().asStruct()).wrap(row));
      partitions.computeIfAbsent(partition, p -> new ArrayList<>()).add(row);
    }
    AppendFiles append = table.newAppend();
    partitions.forEach((partition, those) -> append.appendFile(file(those, partition)));
    append.commit();
  }

  /** The rows that meet a condition, with some of their columns. */
  public List<Record> rows(Expression condition, String... columns) {
    try (CloseableIterable<Record> rows =
        IcebergGenerics.read(table).where(condition).select(columns).build()) {
      List<Record> all = new ArrayList<>();
      rows.forEach(all::add);
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + table.name(), e);
    }
  }

  private DataFile file(List<Record> rows, PartitionKey partition) {
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
      writer.write(rows);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to " + table.name(), e);
    }
    return writer.toDataFile();
  }
}
