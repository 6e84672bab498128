package playhouse.batch;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import playhouse.contracts.Settings;

/** The batch process: runs one job, all jobs of a night, or a select, and ends. */
public final class Main {
  private Main() {}

  public static void main(String[] line) {
    Clock clock = Clock.systemUTC();
    PrintStream out = utf8(FileDescriptor.out);
    PrintStream err = utf8(FileDescriptor.err);
    Commands commands =
        new Commands(
            Jobs.all(), () -> Lake.open(Settings.load(), clock.instant()), clock, out, err);
    int status = commands.run(line);
    out.flush();
    System.exit(status);
  }

  private static PrintStream utf8(FileDescriptor to) {
    return new PrintStream(new FileOutputStream(to), true, StandardCharsets.UTF_8);
  }
}
