package playhouse.audience.truth;

/**
 * The published bucket edges that percentiles are read from: two significant digits, rounded up.
 *
 * <p>0 to 99 one by one, then ten to ninety-nine of each power of ten, and 10 000 000 for all
 * above.
 */
public final class Buckets {

  private static final int SINGLES = 100;
  private static final int PER_DECADE = 90;
  private static final int LARGEST = SINGLES + 5 * PER_DECADE;

  private Buckets() {}

  /** Which bucket a whole number of milliseconds or seconds belongs to. */
  public static int index(long value) {
    if (value < SINGLES) {
      return (int) Math.max(value, 0);
    }
    long step = 10;
    for (int decade = 0; decade < 5; decade++) {
      long digits = Math.floorDiv(value + step - 1, step);
      if (digits <= 99) {
        return SINGLES + decade * PER_DECADE + (int) digits - 10;
      }
      step *= 10;
    }
    return LARGEST;
  }

  /** The upper edge of a bucket. */
  public static long edge(int index) {
    if (index < SINGLES) {
      return index;
    }
    long step = 10;
    for (int rest = index - SINGLES; ; rest -= PER_DECADE) {
      if (rest < PER_DECADE) {
        return (10 + rest) * step;
      }
      step *= 10;
    }
  }
}
