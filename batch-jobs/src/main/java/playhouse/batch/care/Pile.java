package playhouse.batch.care;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.util.PropertyUtil;

/**
 * The files of one partition, counted from metadata.
 *
 * @param day of the partition, if it is one
 * @param files all of them
 * @param small those that Iceberg would call too small
 * @param smallBytes what these hold
 */
record Pile(Optional<LocalDate> day, long files, long small, long smallBytes) {
  /** Rewriting so few would gain nobody anything. */
  static final int FEW = 3;

  private static final double SMALL = 0.75;

  /** The piles of a table as it is now. */
  static Collection<Pile> of(Table table) {
    return of(table, Long.MAX_VALUE);
  }

  /**
   * The piles without what was added lately.
   *
   * @param last sequence number of the last snapshot whose rows count; compaction leaves a row its
   *     number
   */
  static Collection<Pile> of(Table table, long last) {
    long target = target(table);
    Map<String, Pile> piles = new HashMap<>();
    try (CloseableIterable<FileScanTask> tasks = table.newScan().planFiles()) {
      for (FileScanTask task : tasks) {
        Long added = task.file().dataSequenceNumber();
        if (added != null && added > last) {
          continue;
        }
        PartitionSpec spec = task.spec();
        String partition = spec.specId() + "/" + spec.partitionToPath(task.file().partition());
        piles.merge(partition, of(spec, task.file(), target), Pile::plus);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("planning " + table.name(), e);
    }
    return piles.values();
  }

  private static Pile of(PartitionSpec spec, DataFile file, long target) {
    Optional<LocalDate> day = DayField.of(spec).flatMap(field -> field.of(file));
    boolean small = file.fileSizeInBytes() < target * SMALL;
    return new Pile(day, 1, small ? 1 : 0, small ? file.fileSizeInBytes() : 0);
  }

  static long target(Table table) {
    return PropertyUtil.propertyAsLong(
        table.properties(),
        TableProperties.WRITE_TARGET_FILE_SIZE_BYTES,
        TableProperties.WRITE_TARGET_FILE_SIZE_BYTES_DEFAULT);
  }

  private Pile plus(Pile other) {
    return new Pile(day, files + other.files, small + other.small, smallBytes + other.smallBytes);
  }

  /** Nothing but what is late is added to it any more. */
  boolean closed(LocalDate today) {
    return day.map(today::isAfter).orElse(true);
  }

  /** Whether rewriting the small ones would at least halve them: so it comes to an end. */
  boolean crowded(long target) {
    return small > FEW + 2 * ((smallBytes + target - 1) / target);
  }
}
