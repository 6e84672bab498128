package playhouse.batch.factory;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.util.SnapshotUtil;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import playhouse.batch.Lake;
import playhouse.models.features.Kind;

/**
 * The tables that tell of people, as they were at a moment.
 *
 * @param asOf the moment
 * @param snapshots of the tables that had been written by then
 */
public record Pinned(Lake lake, Instant asOf, Map<String, Long> snapshots) {
  /** Every table that a feature reads. */
  static final List<String> TABLES =
      Arrays.stream(Kind.values()).map(Kind::table).distinct().toList();

  /** Tables whose newest day tells how far the lake has come. */
  private static final List<String> WATCHED = List.of(Kind.PLAYED.table(), Kind.INTERACTED.table());

  /** The tables as they are. */
  static Pinned now(Lake lake, Instant now) {
    return now(lake, now, TABLES);
  }

  /** Those tables as they are. */
  public static Pinned now(Lake lake, Instant now, List<String> tables) {
    Map<String, Long> snapshots = new TreeMap<>();
    tables.forEach(table -> lake.snapshot(table).ifPresent(at -> snapshots.put(table, at)));
    return new Pinned(lake, now, snapshots);
  }

  /**
   * The tables as they had been committed at a moment.
   *
   * @throws IllegalArgumentException if no table goes back as far
   */
  static Pinned at(Lake lake, Instant asOf) {
    return at(lake, asOf, TABLES);
  }

  /** The same of those tables. */
  public static Pinned at(Lake lake, Instant asOf, List<String> tables) {
    Map<String, Long> snapshots = new TreeMap<>();
    for (String table : tables) {
      lake.find(table)
          .flatMap(there -> snapshot(there, asOf))
          .ifPresent(at -> snapshots.put(table, at));
    }
    if (snapshots.isEmpty()) {
      throw new IllegalArgumentException(
          "no table of the lake has a snapshot as old as "
              + asOf
              + "; the oldest is of "
              + oldest(lake, tables)
                  .map(Instant::toString)
                  .orElse("no time: nothing was ever written"));
    }
    return new Pinned(lake, asOf, snapshots);
  }

  public Optional<Dataset<Row>> read(String table) {
    return Optional.ofNullable(snapshots.get(table)).map(at -> lake.table(table, at));
  }

  /** The first day of which anything is told. */
  Optional<LocalDate> first() {
    return days(WATCHED).map(NavigableMap::firstKey).min(LocalDate::compareTo);
  }

  /** The last day of which anything is told; what is behind it is not known yet. */
  Optional<LocalDate> last() {
    return days(WATCHED).map(NavigableMap::lastKey).max(LocalDate::compareTo);
  }

  /** Up to when everything is known: the end of the last day, or of the last that is over. */
  public Optional<Instant> end() {
    Instant midnight = asOf.truncatedTo(ChronoUnit.DAYS);
    return last()
        .map(day -> day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC))
        .map(end -> end.isAfter(midnight) ? midnight : end);
  }

  private Stream<NavigableMap<LocalDate, Long>> days(List<String> tables) {
    return tables.stream()
        .filter(snapshots::containsKey)
        .map(table -> lake.rowsByDay(table, snapshots.getOrDefault(table, 0L)))
        .filter(days -> !days.isEmpty());
  }

  private static Optional<Long> snapshot(Table table, Instant asOf) {
    return Optional.ofNullable(SnapshotUtil.nullableSnapshotIdAsOfTime(table, asOf.toEpochMilli()));
  }

  private static Optional<Instant> oldest(Lake lake, List<String> tables) {
    return tables.stream()
        .flatMap(table -> lake.find(table).stream())
        .flatMap(table -> StreamSupport.stream(table.snapshots().spliterator(), false))
        .map(Snapshot::timestampMillis)
        .min(Long::compare)
        .map(Instant::ofEpochMilli);
  }
}
