package playhouse.testbed;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition, with a limit. */
public final class Await {
  private static final Duration STEP = Duration.ofMillis(5);

  /** A look that takes longer is of a machine that stood still, and so did what is waited for. */
  private static final Duration ONE_LOOK = Duration.ofSeconds(10);

  private Await() {}

  /** Fails if the condition has not come true in time. */
  public static void until(String what, Duration limit, BooleanSupplier condition) {
    until(what, limit, STEP, condition);
  }

  /** Looks as seldom as the interval says, where looking costs something. */
  public static void until(
      String what, Duration limit, Duration interval, BooleanSupplier condition) {
    long waited = 0;
    long before = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (waited > limit.toNanos()) {
        throw new AssertionError("not within " + limit + ": " + what);
      }
      LockSupport.parkNanos(interval.toNanos());
      long now = System.nanoTime();
      waited += Math.min(now - before, ONE_LOOK.toNanos());
      before = now;
    }
  }
}
