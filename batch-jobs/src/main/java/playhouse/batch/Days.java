package playhouse.batch;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/** Sets of days, as a table's partitions are picked by them. */
public final class Days {
  private static final int MOST_RANGES = 100;

  private Days() {}

  /** The days and as many neighbours on either side. */
  public static NavigableSet<LocalDate> widened(Collection<LocalDate> days, int neighbours) {
    return widened(days, neighbours, neighbours);
  }

  /** The days, and so many before and after each. */
  public static NavigableSet<LocalDate> widened(Collection<LocalDate> days, int before, int after) {
    NavigableSet<LocalDate> wide = new TreeSet<>();
    days.forEach(
        day -> IntStream.rangeClosed(-before, after).mapToObj(day::plusDays).forEach(wide::add));
    return wide;
  }

  /** The days as ranges without a hole of more than so many days. */
  public static List<DayRange> ranges(NavigableSet<LocalDate> days, int hole) {
    List<DayRange> ranges = new ArrayList<>();
    for (LocalDate day : days) {
      DayRange last = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
      if (last != null && !day.isAfter(last.to().plusDays(hole + 1L))) {
        ranges.set(ranges.size() - 1, new DayRange(last.from(), day));
      } else {
        ranges.add(DayRange.of(day));
      }
    }
    return ranges;
  }

  /** True where a date is one of the days. */
  public static Column among(Column date, NavigableSet<LocalDate> days) {
    List<DayRange> ranges = ranges(days, 0);
    if (ranges.size() > MOST_RANGES) {
      return date.isin(days.toArray());
    }
    return ranges.stream()
        .map(range -> date.geq(range.from()).and(date.leq(range.to())))
        .reduce(Column::or)
        .orElse(functions.lit(false));
  }

  /** True where a date is none of the days. */
  public static Column outside(Column date, NavigableSet<LocalDate> days) {
    return functions.not(among(date, days));
  }

  /** True where an instant lies in one of the days of UTC, or close by if they are scattered. */
  public static Column spanning(Column instant, NavigableSet<LocalDate> days) {
    List<DayRange> ranges = ranges(days, 0);
    if (ranges.size() > MOST_RANGES) {
      ranges = List.of(new DayRange(days.first(), days.last()));
    }
    return ranges.stream()
        .map(
            range ->
                instant.geq(start(range.from())).and(instant.lt(start(range.to().plusDays(1)))))
        .reduce(Column::or)
        .orElse(functions.lit(false));
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay().toInstant(ZoneOffset.UTC);
  }
}
