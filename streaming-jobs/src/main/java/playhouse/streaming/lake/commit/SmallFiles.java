package playhouse.streaming.lake.commit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.RewriteFiles;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.flink.data.FlinkParquetReaders;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.parquet.Parquet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.streaming.lake.table.LaneTable;

/**
 * Writes the small files of a day together once they are many: light traffic is committed every few
 * seconds, and an analyst's query would open every one of its files until the night's table care.
 *
 * <p>It moves rows and changes none, in a commit of its own that is made whole or not at all. So it
 * may be killed anywhere, and what it does not get to is left to table care.
 */
public final class SmallFiles {

  /** Files of a day that are written together, and below that are left. */
  static final int MANY = 60;

  /** What is larger is left: writing it again would hold up the next checkpoint. */
  static final long SMALL_BYTES = 128 << 10;

  private static final Logger LOG = LoggerFactory.getLogger(SmallFiles.class);

  private final IntFunction<LaneTable> tables;
  private final Map<Pile, Integer> added = new HashMap<>();

  private record Pile(int lane, int day) {}

  /** Of the lanes' tables. */
  public SmallFiles(IntFunction<LaneTable> tables) {
    this.tables = tables;
  }

  /** Counts the small files that an epoch has added. */
  public void committed(Epoch epoch) {
    epoch
        .files()
        .forEach(
            (lane, files) ->
                files.stream()
                    .map(tables.apply(lane)::fromJson)
                    .filter(SmallFiles::isSmall)
                    .forEach(
                        file -> added.merge(new Pile(lane, LaneTable.day(file)), 1, Integer::sum)));
  }

  private static boolean isSmall(DataFile file) {
    return file.fileSizeInBytes() < SMALL_BYTES;
  }

  /** Writes those of one day together, the one that got most, if they are many. */
  public void mergeMost() {
    Optional<Map.Entry<Pile, Integer>> most =
        added.entrySet().stream().max(Map.Entry.comparingByValue());
    if (most.isPresent() && most.get().getValue() >= MANY) {
      Pile pile = most.get().getKey();
      added.remove(pile);
      merge(tables.apply(pile.lane()), pile.day());
    }
  }

  private static void merge(LaneTable lane, int day) {
    Table table = lane.table();
    try {
      table.refresh();
      Snapshot now = table.currentSnapshot();
      List<DataFile> small = small(table, lane.lane().dayColumn(), day);
      if (small.size() < 2) {
        return;
      }
      DataFile together = together(lane, day, small);
      RewriteFiles rewrite = table.newRewrite().validateFromSnapshot(now.snapshotId());
      small.forEach(rewrite::deleteFile);
      rewrite.addFile(together);
      // Whoever asks which days are touched goes by when rows came, not by when they moved.
      small.stream()
          .map(DataFile::dataSequenceNumber)
          .max(Comparator.naturalOrder())
          .ifPresent(rewrite::dataSequenceNumber);
      commit(rewrite, table, together);
    } catch (RuntimeException e) {
      LOG.warn("small files of {} stay until table care", table.name(), e);
    }
  }

  private static void commit(RewriteFiles rewrite, Table table, DataFile together) {
    try {
      rewrite.commit();
    } catch (CommitFailedException | ValidationException e) {
      table.io().deleteFile(together.location());
      throw e;
    }
  }

  private static List<DataFile> small(Table table, String column, int day) {
    List<DataFile> small = new ArrayList<>();
    try (CloseableIterable<FileScanTask> tasks =
        table
            .newScan()
            .filter(Expressions.greaterThanOrEqual(column, TimeUnit.DAYS.toMicros(day)))
            .filter(Expressions.lessThan(column, TimeUnit.DAYS.toMicros(day + 1L)))
            .planFiles()) {
      for (FileScanTask task : tasks) {
        if (task.spec().equals(table.spec())
            && LaneTable.day(task.file()) == day
            && isSmall(task.file())
            && task.deletes().isEmpty()) {
          small.add(task.file());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("planning " + table.name(), e);
    }
    return small;
  }

  private static DataFile together(LaneTable lane, int day, List<DataFile> files) {
    DataWriter<RowData> writer = lane.begin(day);
    try (writer) {
      // The one that the writer was made for, though the table may have got another meanwhile.
      Schema schema = lane.schema();
      for (DataFile file : files) {
        try (CloseableIterable<RowData> rows =
            Parquet.read(lane.table().io().newInputFile(file))
                .project(schema)
                .createReaderFunc(type -> FlinkParquetReaders.buildReader(schema, type))
                .build()) {
          rows.forEach(writer::write);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing files of " + lane.table().name() + " together", e);
    }
    return writer.toDataFile();
  }
}
