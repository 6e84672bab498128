package playhouse.testbed;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition, with a limit. */
public final class Await {
  private static final Duration STEP = Duration.ofMillis(5);

  private Await() {}

  /** Fails if the condition has not come true in time. */
  public static void until(String what, Duration limit, BooleanSupplier condition) {
    until(what, limit, STEP, condition);
  }

  /** Looks as seldom as the interval says, where looking costs something. */
  public static void until(
      String what, Duration limit, Duration interval, BooleanSupplier condition) {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + limit + ": " + what);
      }
      LockSupport.parkNanos(interval.toNanos());
    }
  }
}
