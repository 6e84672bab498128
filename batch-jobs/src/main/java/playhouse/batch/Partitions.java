package playhouse.batch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;

/** Which days a table that is partitioned by day holds, read from its metadata alone. */
record Partitions(Table table) {

  static Partitions of(Table table) {
    return new Partitions(table);
  }

  NavigableSet<LocalDate> days() {
    NavigableSet<LocalDate> days = new TreeSet<>();
    if (table.currentSnapshot() == null) {
      return days;
    }
    try (CloseableIterable<FileScanTask> files = table.newScan().planFiles()) {
      files.forEach(file -> days.add(day(file.file())));
      return days;
    } catch (IOException e) {
      throw new UncheckedIOException("planning " + table.name(), e);
    }
  }

  /** Both {@code day(instant)} and a date column keep the day as days since 1970-01-01. */
  static LocalDate day(ContentFile<?> file) {
    StructLike partition = file.partition();
    return LocalDate.ofEpochDay(partition.get(0, Integer.class));
  }
}
