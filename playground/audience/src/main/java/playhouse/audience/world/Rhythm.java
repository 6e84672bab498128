package playhouse.audience.world;

/** When in the day, by their own clock, somebody watches. */
@SuppressWarnings("ImmutableEnumChecker") // the table is written once and stays inside
public enum Rhythm {
  COMMUTER(new int[] {0, 0, 0, 0, 0, 1, 4, 9, 8, 2, 1, 1, 3, 1, 1, 1, 2, 8, 9, 5, 5, 4, 2, 1}),
  EVENING(new int[] {1, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 1, 1, 1, 2, 3, 6, 10, 12, 11, 7, 3}),
  NIGHT_OWL(new int[] {10, 7, 4, 2, 1, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 2, 2, 3, 5, 8, 11, 12}),
  DAYTIME(new int[] {0, 0, 0, 0, 0, 0, 1, 3, 6, 8, 8, 7, 6, 7, 8, 7, 5, 4, 3, 2, 2, 2, 1, 0});

  private static final long HOUR = 3_600_000;

  private final double[] cumulative;

  Rhythm(int[] weights) {
    cumulative = new double[weights.length];
    double sum = 0;
    for (int hour = 0; hour < weights.length; hour++) {
      sum += weights[hour];
      cumulative[hour] = sum;
    }
  }

  /** A moment within a UTC day, in milliseconds from its start, for people of a region. */
  public long moment(Region region, Chance chance) {
    int local = chance.weighted(cumulative);
    int utc = Math.floorMod(local - region.hoursAheadOfUtc(), 24);
    return utc * HOUR + chance.below((int) HOUR);
  }
}
