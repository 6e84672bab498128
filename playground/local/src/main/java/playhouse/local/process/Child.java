package playhouse.local.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The main that every process of the stack starts through: it keeps the log that the process's
 * output goes to within bounds, and calls the process's own main.
 */
public final class Child {
  private static final long LOG_LIMIT_BYTES = 32L << 20;
  private static final long LOOK_SECONDS = 10;

  private Child() {}

  /** Arguments: the log file, the main class, and what that main takes. */
  public static void main(String[] args) throws ReflectiveOperationException {
    keepWithinBounds(new LogFile(Path.of(args[0])));
    MainClass.call(args, 1);
  }

  private static void keepWithinBounds(LogFile log) {
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "log-bound");
              thread.setDaemon(true);
              return thread;
            });
    var unused =
        timer.scheduleWithFixedDelay(
            () -> {
              try {
                log.cut(LOG_LIMIT_BYTES);
              } catch (IOException e) {
                System.err.println("cannot cut the log " + log.path() + ": " + e.getMessage());
              }
            },
            LOOK_SECONDS,
            LOOK_SECONDS,
            TimeUnit.SECONDS);
  }
}
