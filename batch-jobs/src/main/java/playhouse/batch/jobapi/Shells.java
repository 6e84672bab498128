package playhouse.batch.jobapi;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The shells that run what was handed in, and how they are ended. */
final class Shells {
  private Shells() {}

  /** The shell itself is left alone while it can write down how it ended. */
  static void stop(ProcessHandle shell, boolean patient) {
    if (patient) {
      shell.children().forEach(ProcessHandle::destroy);
    } else {
      List<ProcessHandle> all = new ArrayList<>(shell.descendants().toList());
      all.add(shell);
      all.forEach(ProcessHandle::destroyForcibly);
    }
  }

  /** Ends it, by force if it has not ended within the grace. */
  static void stopNow(ProcessHandle shell, Duration grace) {
    stop(shell, true);
    try {
      shell.onExit().get(grace.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      stop(shell, false);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
