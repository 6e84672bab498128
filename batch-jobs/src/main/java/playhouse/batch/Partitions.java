package playhouse.batch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableScan;
import org.apache.iceberg.io.CloseableIterable;

/** Which days a table that is partitioned by day holds, read from its metadata alone. */
record Partitions(Table table, TableScan scan) {
  /** The partition of core tables and marts, and that of raw ones. */
  private static final Set<String> NAMES = Set.of("day", "occurred_day");

  static Partitions of(Table table) {
    return new Partitions(table, table.newScan());
  }

  static Partitions at(Table table, long snapshot) {
    return new Partitions(table, table.newScan().useSnapshot(snapshot));
  }

  NavigableSet<LocalDate> days() {
    NavigableSet<LocalDate> days = new TreeSet<>();
    try (CloseableIterable<FileScanTask> files = scan.planFiles()) {
      files.forEach(file -> days.add(day(table, file.file())));
      return days;
    } catch (IOException e) {
      throw new UncheckedIOException("planning " + table.name(), e);
    }
  }

  /** How many rows each day holds, rows taken back by delete files included. */
  NavigableMap<LocalDate, Long> rows() {
    NavigableMap<LocalDate, Long> rows = new TreeMap<>();
    try (CloseableIterable<FileScanTask> files = scan.planFiles()) {
      files.forEach(
          file -> rows.merge(day(table, file.file()), file.file().recordCount(), Long::sum));
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException("planning " + table.name(), e);
    }
  }

  /** Both {@code day(occurred)} and a date column keep the day as days since 1970-01-01. */
  static LocalDate day(Table table, ContentFile<?> file) {
    PartitionSpec spec = table.specs().getOrDefault(file.specId(), table.spec());
    for (int i = 0; i < spec.fields().size(); i++) {
      if (NAMES.contains(spec.fields().get(i).name())) {
        return LocalDate.ofEpochDay(file.partition().get(i, Integer.class));
      }
    }
    throw new IllegalStateException(table.name() + " is not partitioned by day: " + spec);
  }
}
