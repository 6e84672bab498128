package playhouse.batch.quality;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * What a day's rows are expected to number.
 *
 * @param low least that is no surprise
 * @param high most that is none
 */
record Bounds(double low, double high) {
  private static final int WEEKS = 4;
  private static final int FEWEST_WEEKS = 3;
  private static final int WEEK_DAYS = 7;

  /** A median absolute deviation is that much smaller than the standard one, if all is normal. */
  private static final double NORMAL = 1.4826;

  /** A platform that grows or shrinks by this much in a month is none the worse for it. */
  private static final double LEAST_SHARE = 0.05;

  /**
   * The median of the same weekday in the four weeks before, give or take {@code k} times the
   * spread: the greater of their median absolute deviation, what chance alone makes of counts, and
   * a twentieth. Empty if the table is not three weeks old.
   */
  static Optional<Bounds> of(NavigableMap<LocalDate, Long> rows, LocalDate day, double k) {
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    double[] before =
        IntStream.rangeClosed(1, WEEKS)
            .mapToObj(week -> day.minusDays((long) week * WEEK_DAYS))
            .filter(earlier -> !earlier.isBefore(rows.firstKey()))
            .mapToDouble(earlier -> rows.getOrDefault(earlier, 0L))
            .toArray();
    if (before.length < FEWEST_WEEKS) {
      return Optional.empty();
    }
    double median = median(before);
    double deviation = median(DoubleStream.of(before).map(n -> Math.abs(n - median)).toArray());
    double spread = Math.max(Math.max(NORMAL * deviation, Math.sqrt(median)), LEAST_SHARE * median);
    return Optional.of(new Bounds(Math.max(0, median - k * spread), median + k * spread));
  }

  /** Whether so many rows are no surprise. */
  boolean hold(long rows) {
    return rows >= low && rows <= high;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
