package playhouse.local.process;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * How a process that the launcher started ends when the launcher is told to end. One whose command
 * names its main by {@link #main} ends when the launcher is killed, too.
 */
public enum Bound {
  /** It is told to end and takes the time it needs: what it knows may have to be written down. */
  GENTLY,
  /** It is told to end, and killed if it has not soon: what it does can be broken off anywhere. */
  PROMPTLY;

  private static final Duration GRACE = Duration.ofSeconds(2);

  /** What a JVM's command names in the place of its main class. */
  public List<String> main(String mainClass) {
    String parent = Long.toString(ProcessHandle.current().pid());
    return List.of(Tied.class.getName(), parent, name(), mainClass);
  }

  /** Starts it. */
  public Process start(ProcessBuilder builder) throws IOException {
    Process process = builder.start();
    Ending ending = Ending.with("end-with-the-launcher", () -> end(process));
    var unused = process.onExit().thenRun(ending::forget);
    return process;
  }

  private void end(Process process) {
    process.destroy();
    if (this == PROMPTLY && !Await.until(GRACE, () -> !process.isAlive())) {
      process.destroyForcibly();
      Await.until(GRACE, () -> !process.isAlive());
    }
  }
}
