package playhouse.serving.analytics.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetReaders;
import org.apache.iceberg.expressions.Evaluator;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.parquet.Parquet;

/**
 * The rows of a snapshot that fulfil a condition: partitions, files and row groups that cannot hold
 * one are not read. Parquet only, since that is all the lake has; Iceberg's own reader of records
 * would bring ORC's with it.
 */
public final class LakeRows {
  private LakeRows() {}

  /**
   * Hands on each row, in no order.
   *
   * @param columns that are read, those of the condition among them
   * @throws IllegalStateException if the snapshot has rows that were deleted in place, or files
   *     that are not Parquet: no job of the house writes any
   */
  public static void read(
      Table table, long snapshot, Expression where, List<String> columns, Consumer<Record> taker) {
    Schema schema = table.schema().select(columns);
    try (CloseableIterable<FileScanTask> files =
        table.newScan().useSnapshot(snapshot).filter(where).planFiles()) {
      for (FileScanTask file : files) {
        if (!file.deletes().isEmpty() || file.file().format() != FileFormat.PARQUET) {
          throw new IllegalStateException("not read here: " + file.file().location());
        }
        read(table, schema, file, taker);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + table.name(), e);
    }
  }

  private static void read(Table table, Schema schema, FileScanTask file, Consumer<Record> taker)
      throws IOException {
    InternalRecordWrapper row = new InternalRecordWrapper(schema.asStruct());
    Evaluator wanted = new Evaluator(schema.asStruct(), file.residual(), true);
    try (CloseableIterable<Record> records =
        Parquet.read(table.io().newInputFile(file.file()))
            .project(schema)
            .split(file.start(), file.length())
            .filter(file.residual())
            .createReaderFunc(stored -> GenericParquetReaders.buildReader(schema, stored))
            .build()) {
      for (Record found : records) {
        if (wanted.eval(row.wrap(found))) {
          taker.accept(found);
        }
      }
    }
  }
}
