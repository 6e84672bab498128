package playhouse.batch.core;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;

/** The years that a table partitioned by year and zone holds, read from its metadata alone. */
record CalendarYears(Set<YearOfZone> held) {
  private record YearOfZone(int year, String zone) {}

  static CalendarYears of(Table table) {
    Set<YearOfZone> held = new HashSet<>();
    try (CloseableIterable<FileScanTask> files = table.newScan().planFiles()) {
      files.forEach(
          file ->
              held.add(
                  new YearOfZone(
                      file.file().partition().get(0, Integer.class),
                      file.file().partition().get(1, CharSequence.class).toString())));
    } catch (IOException e) {
      throw new UncheckedIOException("planning " + table.name(), e);
    }
    return new CalendarYears(held);
  }

  NavigableSet<Integer> without(ZoneId zone, NavigableSet<Integer> years) {
    NavigableSet<Integer> missing = new TreeSet<>(years);
    missing.removeIf(year -> held.contains(new YearOfZone(year, zone.getId())));
    return missing;
  }
}
