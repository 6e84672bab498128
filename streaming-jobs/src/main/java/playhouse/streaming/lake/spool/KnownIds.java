package playhouse.streaming.lake.spool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.TimeUnit;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.flink.data.FlinkParquetReaders;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.parquet.Parquet;
import playhouse.streaming.lake.table.LaneTable;
import playhouse.streaming.lake.table.TableShape;

/** The deduplication keys that a table's current snapshot holds for some days. */
final class KnownIds {

  private final LaneTable table;
  private final SortedSet<Integer> days;
  private final Map<Integer, List<DataFile>> files = new HashMap<>();
  private boolean planned;

  /** Takes a key. */
  interface KeySink {
    void take(long high, long low);
  }

  /** Of the days, since 1970; the first reading looks up which files there are. */
  KnownIds(LaneTable table, SortedSet<Integer> days) {
    this.table = table;
    this.days = days;
  }

  private void plan() {
    planned = true;
    table.table().refresh();
    String column = table.lane().dayColumn();
    try (CloseableIterable<FileScanTask> tasks =
        table
            .table()
            .newScan()
            .filter(Expressions.greaterThanOrEqual(column, micros(days.first())))
            .filter(Expressions.lessThan(column, micros(days.last() + 1)))
            .planFiles()) {
      for (FileScanTask task : tasks) {
        int day = LaneTable.day(task.file());
        if (days.contains(day)) {
          files.computeIfAbsent(day, none -> new ArrayList<>()).add(task.file());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("planning " + table.table().name(), e);
    }
  }

  private static long micros(int day) {
    return TimeUnit.DAYS.toMicros(day);
  }

  /** Reads the keys of a day. */
  void read(int day, KeySink sink) {
    if (!planned) {
      plan();
    }
    Schema keyOnly = table.table().schema().select(TableShape.DEDUP_KEY);
    for (DataFile file : files.getOrDefault(day, List.of())) {
      try (CloseableIterable<RowData> rows =
          Parquet.read(table.table().io().newInputFile(file))
              .project(keyOnly)
              .createReaderFunc(type -> FlinkParquetReaders.buildReader(keyOnly, type))
              .build()) {
        for (RowData row : rows) {
          java.nio.ByteBuffer key = java.nio.ByteBuffer.wrap(row.getBinary(0));
          sink.take(key.getLong(), key.getLong());
        }
      } catch (IOException e) {
        throw new UncheckedIOException("reading keys of " + file.location(), e);
      }
    }
  }
}
