package playhouse.client;

import java.time.Duration;

/**
 * How often and how long something is tried.
 *
 * @param attempts most, the first included
 * @param first pause after the first, of which a random part is waited: so that not all who were
 *     refused together come again together; each next pause is twice as long
 * @param longest pause, also where the answer says when to come again
 * @param attempt how long one may take
 * @param whole how long all of them may take together
 */
public record Retries(
    int attempts, Duration first, Duration longest, Duration attempt, Duration whole) {
  /** Three times, within two seconds. */
  public static final Retries USUAL =
      new Retries(
          3,
          Duration.ofMillis(50),
          Duration.ofSeconds(1),
          Duration.ofMillis(800),
          Duration.ofSeconds(2));

  /** Refuses what cannot be meant. */
  public Retries {
    if (attempts < 1 || first.isNegative() || attempt.isNegative() || attempt.isZero()) {
      throw new IllegalArgumentException("at least one attempt, of some length");
    }
  }

  /**
   * How long to wait after an attempt.
   *
   * @param failed how many failed, from 1
   * @param random 0 to 1
   */
  Duration pause(int failed, double random) {
    double bound =
        Math.min(
            (double) longest.toNanos(), first.toNanos() * Math.pow(2, Math.min(30, failed - 1.0)));
    return Duration.ofNanos((long) (bound * random));
  }
}
