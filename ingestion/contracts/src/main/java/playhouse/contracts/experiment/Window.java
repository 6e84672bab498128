package playhouse.contracts.experiment;

import java.util.Map;

/**
 * The time in which what somebody does counts: whole hours from the beginning of the one in which
 * they met a variant. What they did earlier in that hour counts with it, in every arm alike; so
 * neither order of arrival nor the clock of whoever counts changes a sum.
 *
 * @param fromHour first hour, since 1970
 * @param hours how many
 */
public record Window(long fromHour, int hours) {
  /** Hours before it whose sums are the covariate: two weeks, so that weekdays balance. */
  public static final int BEFORE_HOURS = 14 * 24;

  private static final long HOUR_MILLIS = 3_600_000;

  /** The hour of a moment. */
  public static long hourOf(long millis) {
    return Math.floorDiv(millis, HOUR_MILLIS);
  }

  /** When it is over, in milliseconds. */
  public long endMillis() {
    return (fromHour + hours) * HOUR_MILLIS;
  }

  /** Whether what is done in that hour changes what is counted. */
  public boolean concerns(long hour) {
    return hour >= fromHour - BEFORE_HOURS && hour < fromHour + hours;
  }

  /**
   * Outcomes of all metrics, then what goes with them.
   *
   * @param amounts of a person by hour
   * @return twice as many numbers as there are metrics; NaN where there is no outcome
   */
  public double[] counted(Iterable<Map.Entry<Long, double[]>> amounts) {
    double[] before = Amount.none();
    double[] after = Amount.none();
    for (Map.Entry<Long, double[]> hour : amounts) {
      if (hour.getKey() >= fromHour && hour.getKey() < fromHour + hours) {
        add(after, hour.getValue());
      } else if (hour.getKey() >= fromHour - BEFORE_HOURS && hour.getKey() < fromHour) {
        add(before, hour.getValue());
      }
    }
    Metric[] metrics = Metric.values();
    double[] counted = new double[2 * metrics.length];
    for (int metric = 0; metric < metrics.length; metric++) {
      counted[metric] = metrics[metric].outcome(after);
      counted[metrics.length + metric] = metrics[metric].beside(after, before);
    }
    return counted;
  }

  private static void add(double[] sums, double[] hour) {
    // A state from before an amount was counted is shorter.
    for (int amount = 0; amount < Math.min(sums.length, hour.length); amount++) {
      sums[amount] += hour[amount];
    }
  }
}
