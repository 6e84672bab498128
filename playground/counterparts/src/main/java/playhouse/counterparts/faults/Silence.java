package playhouse.counterparts.faults;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Saying nothing, for longer than anybody waits. */
public final class Silence {
  private static final Duration LONG = Duration.ofSeconds(20);

  private Silence() {}

  /** Keeps it until it is over, or until who keeps it is told to stop. */
  public static void keep() {
    // A thread that was woken up once too often does not park at all the next time.
    long end = System.nanoTime() + LONG.toNanos();
    for (long left = LONG.toNanos(); left > 0; left = end - System.nanoTime()) {
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      LockSupport.parkNanos(left);
    }
  }
}
