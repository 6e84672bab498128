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
  /** Of fewer rows one person's doings decide. */
  static final int FEWEST_ROWS = 200;

  private static final int WEEKS = 4;
  private static final int FEWEST_WEEKS = 3;
  private static final int WEEK_DAYS = 7;

  /** A median absolute deviation is that much smaller than the standard one, if all is normal. */
  private static final double NORMAL = 1.4826;

  /**
   * By how much more: of two, three or four values the nearest are always close to their median
   * (the factors of Croux and Rousseeuw, 1992).
   */
  private static final double[] OF_FEW = {1, 1, 1.196, 1.495, 1.363};

  /** The median of four is itself off, by three fifths of what a day is. */
  private static final double OF_THE_MEDIAN = 1.18;

  /** A platform that grows or shrinks by this much in a month is none the worse for it. */
  private static final double LEAST_SPREAD = 0.05;

  /**
   * The median of the same weekday in the four weeks before, times or divided by e to the {@code k}
   * times the spread: how far, as a share, the days of those weeks were from the median of their
   * weekday, and how far that median may be off, but at least what chance alone makes of counts,
   * and a twentieth. Four days tell a median, but no spread, and rows come by the hundred for each
   * person. Empty if the table is not three weeks old, or if few rows are expected.
   */
  static Optional<Bounds> of(NavigableMap<LocalDate, Long> rows, LocalDate day, double k) {
    double[] before = sameWeekday(rows, day);
    if (before.length < FEWEST_WEEKS || median(before) < FEWEST_ROWS) {
      return Optional.empty();
    }
    double median = median(before);
    double spread = Math.max(Math.max(usual(rows, day), 1 / Math.sqrt(median)), LEAST_SPREAD);
    double factor = Math.exp(k * spread);
    return Optional.of(new Bounds(median / factor, median * factor));
  }

  /** Whether so many rows are no surprise. */
  boolean hold(long rows) {
    return rows >= low && rows <= high;
  }

  private static double usual(NavigableMap<LocalDate, Long> rows, LocalDate day) {
    return OF_THE_MEDIAN
        * NORMAL
        * median(
            IntStream.range(0, WEEK_DAYS)
                .mapToObj(ahead -> sameWeekday(rows, day.plusDays(ahead)))
                .flatMapToDouble(Bounds::distances)
                .toArray());
  }

  /** How far each is from the median, as a share of it. */
  private static DoubleStream distances(double[] days) {
    double median = median(days);
    return median > 0
        ? DoubleStream.of(days).map(n -> OF_FEW[days.length] * Math.abs(n - median) / median)
        : DoubleStream.empty();
  }

  /** Rows of the days one to four weeks before, as far back as the table reaches. */
  private static double[] sameWeekday(NavigableMap<LocalDate, Long> rows, LocalDate day) {
    return IntStream.rangeClosed(1, WEEKS)
        .mapToObj(week -> day.minusDays((long) week * WEEK_DAYS))
        .filter(earlier -> !rows.isEmpty() && !earlier.isBefore(rows.firstKey()))
        .mapToDouble(earlier -> rows.getOrDefault(earlier, 0L))
        .toArray();
  }

  /** The middle one; 0 of none. */
  static double median(double[] values) {
    if (values.length == 0) {
      return 0;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
