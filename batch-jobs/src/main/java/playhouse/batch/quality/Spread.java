package playhouse.batch.quality;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How often each value occurs among some rows.
 *
 * @param counts rows of each value
 */
record Spread(Map<String, Long> counts) {
  /** Stands in for a value that did not occur, so that no logarithm is infinite. */
  private static final double PRIOR = 0.5;

  /** Adds rows of a value. */
  Spread plus(Spread other) {
    Map<String, Long> sum = new TreeMap<>(counts);
    other.counts.forEach((value, n) -> sum.merge(value, n, Long::sum));
    return new Spread(sum);
  }

  long rows() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Population stability index against another spread: 0 for the same shares; below 0.1 counts as
   * steady and above 0.25 as changed.
   */
  double psi(Spread before) {
    Set<String> values = new TreeSet<>(counts.keySet());
    values.addAll(before.counts.keySet());
    double index = 0;
    for (String value : values) {
      double now = share(value, values.size());
      double then = before.share(value, values.size());
      index += (now - then) * Math.log(now / then);
    }
    return index;
  }

  /** What the index is on average if nothing changed and only chance is at work. */
  double noise(Spread before) {
    Set<String> values = new TreeSet<>(counts.keySet());
    values.addAll(before.counts.keySet());
    return Math.max(0, values.size() - 1) * (1.0 / rows() + 1.0 / before.rows());
  }

  /**
   * By how much more than a limit the index against some days may be, for no surprise: twice what
   * chance makes of it, or twice what those days have against all of them, for rows come by the
   * dozen for each person.
   */
  double allowance(Collection<Spread> days) {
    if (days.isEmpty()) {
      return 0;
    }
    Spread all = days.stream().reduce(new Spread(Map.of()), Spread::plus);
    double usual = Bounds.median(days.stream().mapToDouble(day -> day.psi(all)).toArray());
    return 2 * Math.max(noise(all), usual);
  }

  private double share(String value, int values) {
    return (counts.getOrDefault(value, 0L) + PRIOR) / (rows() + PRIOR * values);
  }
}
