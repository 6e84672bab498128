package playhouse.testbed;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A bench as whoever runs it sees it: each figure is held against its limit and told at once, as a
 * line of text or, with {@code --json}, of JSON.
 */
public final class Bench {
  private static final String TEXT = "%s, %s: %,.2f%s, limit %s %,.2f, ratio %.2f, holds: %b%n";
  private static final String JSON =
      "{\"name\":\"%s\",\"what\":\"%s\",\"figure\":%.3f,\"unit\":\"%s\",\"bound\":\"%s\","
          + "\"limit\":%.3f,\"ratio\":%.3f,\"holds\":%b}%n";

  private final PrintStream out;
  private final String name;
  private final List<String> arguments;
  private final boolean json;
  private boolean holds = true;

  /** Tells its figures on what is the standard output now. */
  public Bench(String name, String... arguments) {
    this(System.out, name, arguments);
  }

  Bench(PrintStream out, String name, String... arguments) {
    this.out = out;
    this.name = name;
    this.arguments = new ArrayList<>(List.of(arguments));
    this.json = this.arguments.remove("--json");
  }

  /** What it was started with, but for {@code --json}. */
  public List<String> arguments() {
    return List.copyOf(arguments);
  }

  /** The number that it was started with, or else another. */
  public int number(int otherwise) {
    return arguments.isEmpty() ? otherwise : Integer.parseInt(arguments.get(0));
  }

  /** A figure that is not to be less than its limit. */
  public void atLeast(String what, double figure, String unit, double limit) {
    tell(what, figure, unit, "at least", limit, figure >= limit);
  }

  /** A figure that is not to be more than its limit. */
  public void atMost(String what, double figure, String unit, double limit) {
    tell(what, figure, unit, "at most", limit, figure <= limit);
  }

  /** What the process is to end with: 1 if a limit was missed. */
  public int status() {
    return holds ? 0 : 1;
  }

  private void tell(
      String what, double figure, String unit, String bound, double limit, boolean within) {
    out.printf(
        Locale.ROOT,
        json ? JSON : TEXT,
        name,
        what,
        figure,
        json || unit.isEmpty() ? unit : " " + unit,
        bound,
        limit,
        figure / limit,
        within);
    holds &= within;
  }
}
