package playhouse.local.sql;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A program that shows an answer page by page: less, or what PAGER names. */
final class Pager implements AutoCloseable {
  private final Process process;
  private final PrintStream out;

  private Pager(Process process) {
    this.process = process;
    this.out =
        new PrintStream(
            new BufferedOutputStream(process.getOutputStream()), false, StandardCharsets.UTF_8);
  }

  /** Empty where there is none, or none is wanted (PAGER=cat). */
  static Optional<Pager> start(Map<String, String> environment) {
    String wanted = environment.getOrDefault("PAGER", "less");
    if (wanted.isBlank() || wanted.equals("cat")) {
      return Optional.empty();
    }
    ProcessBuilder builder = new ProcessBuilder(List.of("sh", "-c", "exec " + wanted));
    // Short answers are not paged, long lines not folded, and the screen keeps what was shown.
    builder.environment().putIfAbsent("LESS", "FRSX");
    builder.environment().putIfAbsent("LESSCHARSET", "utf-8");
    try {
      Process there =
          new ProcessBuilder("sh", "-c", "command -v " + wanted.split(" ", 2)[0]).start();
      if (there.onExit().join().exitValue() != 0) {
        return Optional.empty();
      }
      return Optional.of(
          new Pager(
              builder
                  .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                  .redirectError(ProcessBuilder.Redirect.INHERIT)
                  .start()));
    } catch (IOException none) {
      return Optional.empty();
    }
  }

  /** What is to be shown; in error once the reader has left. */
  PrintStream out() {
    return out;
  }

  /** Waits until the reader has left. */
  @Override
  public void close() {
    out.close();
    process.onExit().join();
  }
}
