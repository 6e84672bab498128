package playhouse.local.process;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * A process that the launcher waits for: what it prints goes to a log, whose last line shows how
 * far it is.
 */
public final class Foreground {
  private static final int LINES_SHOWN = 30;
  private static final Duration GRACE = Duration.ofSeconds(20);
  private final Processes processes;
  private final Progress progress;

  public Foreground(Processes processes, Progress progress) {
    this.processes = processes;
    this.progress = progress;
  }

  /**
   * Runs it to its end, or asks it to end after {@code limit}; fails with the end of its log unless
   * it ends with 0.
   *
   * @param bound how it ends when the launcher does
   */
  public int run(String name, Duration limit, Bound bound, ProcessBuilder builder) {
    LogFile log = processes.log(name);
    log.rotate();
    builder.redirectErrorStream(true);
    builder.redirectOutput(log.path().toFile());
    Progress.Step step = progress.begin(name);
    Process process = start(name, bound, builder);
    boolean ended =
        Await.until(
            limit,
            () -> {
              last(log).forEach(step::tell);
              return !process.isAlive();
            });
    if (!ended) {
      process.destroy();
      if (!Await.until(GRACE, () -> !process.isAlive())) {
        process.destroyForcibly();
      }
    }
    int exit = process.onExit().join().exitValue();
    if (exit != 0) {
      step.done("failed");
      log.tail(LINES_SHOWN).forEach(line -> progress.say("    | " + line));
      throw new LocalFailure(name + " ended with " + exit + "; its log is " + log.path());
    }
    step.done(last(log).stream().findFirst().orElse("done"));
    return exit;
  }

  private static Process start(String name, Bound bound, ProcessBuilder builder) {
    try {
      return bound.start(builder);
    } catch (IOException e) {
      throw new LocalFailure("cannot start " + name + ": " + e.getMessage(), e);
    }
  }

  private static List<String> last(LogFile log) {
    return log.tail(1).stream()
        .map(line -> line.length() > 90 ? line.substring(0, 90) : line)
        .toList();
  }
}
