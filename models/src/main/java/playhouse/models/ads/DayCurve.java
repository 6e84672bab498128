package playhouse.models.ads;

import java.time.Instant;

/** How a day's chances to show ads lie over its quarters of an hour, in UTC. */
public final class DayCurve {
  /** Quarters of an hour of a day. */
  public static final int QUARTERS = 96;

  private static final long QUARTER_MILLIS = 900_000;
  private static final long DAY_MILLIS = QUARTERS * QUARTER_MILLIS;

  /** Of what is not known yet, as much as so many chances in each quarter count. */
  private static final double FLAT = 1;

  /** Share of the day that lies before each quarter. */
  private final double[] before = new double[QUARTERS + 1];

  private DayCurve(double[] counts) {
    double all = 0;
    for (double count : counts) {
      all += count + FLAT;
    }
    for (int quarter = 0; quarter < QUARTERS; quarter++) {
      before[quarter + 1] = before[quarter] + (counts[quarter] + FLAT) / all;
    }
  }

  /** Every quarter like every other: where nothing was seen yet. */
  public static DayCurve flat() {
    return new DayCurve(new double[QUARTERS]);
  }

  /**
   * As they were seen.
   *
   * @param counts of each quarter, of one day or of several together
   */
  public static DayCurve of(double[] counts) {
    if (counts.length != QUARTERS) {
      throw new IllegalArgumentException("a day has " + QUARTERS + " quarters of an hour");
    }
    return new DayCurve(counts);
  }

  /** How much lies between two moments; 1 is a whole day, 0 if the second is not later. */
  public double between(Instant from, Instant until) {
    return Math.max(0, until(until.toEpochMilli()) - until(from.toEpochMilli()));
  }

  private double until(long millis) {
    long inDay = Math.floorMod(millis, DAY_MILLIS);
    int quarter = (int) (inDay / QUARTER_MILLIS);
    double part = (double) (inDay % QUARTER_MILLIS) / QUARTER_MILLIS;
    return Math.floorDiv(millis, DAY_MILLIS)
        + before[quarter]
        + part * (before[quarter + 1] - before[quarter]);
  }
}
