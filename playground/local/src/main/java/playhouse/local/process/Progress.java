package playhouse.local.process;

import java.io.PrintStream;
import java.util.Locale;

/**
 * One line a step: on a terminal it counts the seconds, elsewhere it is written once, when the step
 * ends.
 */
public final class Progress {
  private static final int NAME_WIDTH = 12;
  private final PrintStream out;
  private final boolean terminal;

  public Progress(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** On standard error, so that what a verb answers stays alone on standard output. */
  public static Progress onStandardError() {
    return new Progress(System.err, System.getenv("PLAYHOUSE_TERMINAL") != null);
  }

  /** A step that begins now. */
  public Step begin(String name) {
    return new Step(name);
  }

  /** A line of its own. */
  public void say(String text) {
    out.println(text);
  }

  /** One step under way. */
  public final class Step {
    private final String name;
    private final long began = System.nanoTime();

    private Step(String name) {
      this.name = name;
      tell("…");
    }

    /** Shows how far it is; on a terminal only. */
    public void tell(String state) {
      if (terminal) {
        out.print("\r\u001b[K" + line(state));
        out.flush();
      }
    }

    public void done(String result) {
      out.println((terminal ? "\r\u001b[K" : "") + line(result));
    }

    public double seconds() {
      return (System.nanoTime() - began) / 1e9;
    }

    private String line(String state) {
      String padded = String.format(Locale.ROOT, "%-" + NAME_WIDTH + "s", name);
      return String.format(Locale.ROOT, "  %s %6.1f s  %s", padded, seconds(), state);
    }
  }
}
