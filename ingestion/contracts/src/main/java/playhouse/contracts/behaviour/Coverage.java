package playhouse.contracts.behaviour;

/**
 * Which of a title's 64 equal slices were seen, as bits: small, and the same in whatever order and
 * however often the stretches arrive.
 */
public final class Coverage {

  /** All of it. */
  public static final long ALL = -1L;

  private static final int SLICES = 64;

  private Coverage() {}

  /** The slices whose middle lies in [from, to); none if the runtime is unknown. */
  public static long of(long fromMillis, long toMillis, long runtimeMillis) {
    if (runtimeMillis <= 0 || toMillis <= fromMillis) {
      return 0;
    }
    int first = firstAtOrAfter(fromMillis, runtimeMillis);
    int end = firstAtOrAfter(toMillis, runtimeMillis);
    return below(end) & ~below(first);
  }

  /** The share seen, from 0 to 1. */
  public static double share(long slices) {
    return Long.bitCount(slices) / (double) SLICES;
  }

  /** The first slice whose middle is not before the position: from 0 to 64. */
  private static int firstAtOrAfter(long millis, long runtimeMillis) {
    double slice = Math.ceil((double) SLICES * millis / runtimeMillis - 0.5);
    return (int) Math.max(0, Math.min(SLICES, slice));
  }

  private static long below(int slice) {
    return slice >= SLICES ? ALL : (1L << slice) - 1;
  }
}
