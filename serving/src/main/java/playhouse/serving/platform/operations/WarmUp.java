package playhouse.serving.platform.operations;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Work done once, in the background, between having all data and calling ourselves ready. */
public final class WarmUp {
  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
  private static final long LOOK_NANOS = 20_000_000;

  private volatile boolean done;

  /**
   * Starts waiting.
   *
   * @param mayBegin when the work makes sense
   * @param work what warms us up
   */
  public WarmUp(BooleanSupplier mayBegin, Runnable work) {
    Thread thread = new Thread(() -> run(mayBegin, work), "warm up");
    thread.setDaemon(true);
    thread.start();
  }

  /** Whether it has been done. */
  public boolean isDone() {
    return done;
  }

  private void run(BooleanSupplier mayBegin, Runnable work) {
    while (!mayBegin.getAsBoolean()) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.warn("Serving starts cold", e);
    }
    done = true;
  }
}
