package playhouse.batch;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a job has to look at: its inputs as they are now, and which of their days have changed since
 * its last run, or the days it was asked for.
 *
 * @param before what the last complete run wrote down as its inputs; empty if days were asked for
 * @param snapshots the snapshot of each input that exists and is not empty
 * @param touched the days of each of them
 * @param given true if the days were asked for
 */
public record Changes(
    Lake lake,
    Map<String, Long> before,
    NavigableMap<String, Long> snapshots,
    NavigableMap<String, NavigableSet<LocalDate>> touched,
    boolean given) {

  /** Looks at tables that are partitioned by day. */
  public static Changes since(Lake lake, String job, Request request, List<String> tables) {
    Map<String, Long> last = request.days().isPresent() ? Map.of() : JobRuns.lastInputs(lake, job);
    NavigableMap<String, Long> snapshots = new TreeMap<>();
    NavigableMap<String, NavigableSet<LocalDate>> touched = new TreeMap<>();
    for (String table : tables) {
      OptionalLong now = lake.snapshot(table);
      if (now.isPresent()) {
        long snapshot = now.getAsLong();
        Optional<Long> before = Optional.ofNullable(last.get(table));
        snapshots.put(table, snapshot);
        touched.put(
            table,
            request
                .days()
                .<NavigableSet<LocalDate>>map(range -> new TreeSet<>(range.days()))
                .orElseGet(() -> touched(lake, table, before, snapshot)));
      }
    }
    return new Changes(lake, last, snapshots, touched, request.days().isPresent());
  }

  private static NavigableSet<LocalDate> touched(
      Lake lake, String table, Optional<Long> before, long now) {
    var iceberg = lake.iceberg(table);
    return before
        .map(after -> new TouchedDays(iceberg).between(after, now))
        .orElseGet(() -> Partitions.at(iceberg, now).days());
  }

  /** The days touched in any input. */
  public NavigableSet<LocalDate> days() {
    NavigableSet<LocalDate> days = new TreeSet<>();
    touched.values().forEach(days::addAll);
    return days;
  }

  /** An input as it was when looked at; empty if there is no such table, or nothing in it. */
  public Optional<Dataset<Row>> read(String table) {
    return Optional.ofNullable(snapshots.get(table)).map(at -> lake.table(table, at));
  }

  /** What the run is to be remembered by. */
  public Outcome outcome(Written written, String detail) {
    return new Outcome(snapshots, written.days(), written.rows(), detail);
  }
}
