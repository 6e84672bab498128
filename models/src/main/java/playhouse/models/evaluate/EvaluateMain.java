package playhouse.models.evaluate;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import playhouse.models.files.BadFile;

/** {@code ./playhouse evaluate TASK …}: prints the figures to standard output, all else beside. */
public final class EvaluateMain {
  private static final int FAILED = 1;
  private static final int MISUSED = 2;

  private EvaluateMain() {}

  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments), System.out, System.err));
  }

  /** The exit code: 0, 1 if a file is not as it should be, 2 if the command is not understood. */
  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    try {
      out.println(evaluate(arguments, err));
      return 0;
    } catch (Misuse e) {
      err.println("playhouse: " + e.getMessage());
      err.println(usage());
      return MISUSED;
    } catch (BadFile e) {
      err.println("playhouse: " + e.getMessage());
      return FAILED;
    }
  }

  private static String evaluate(List<String> arguments, PrintStream err) {
    if (arguments.isEmpty()) {
      throw new Misuse("evaluate what?");
    }
    if (arguments.equals(List.of("--list"))) {
      return usage();
    }
    Task task = task(arguments.get(0));
    List<String> rest = arguments.subList(1, arguments.size());
    Options options = Options.of(rest, task.options());
    Report report = new Report().put("task", task.name());
    task.run(options, report, err::println);
    report.put("seconds", options.spent().toMillis() / 1000.0);
    return options.json() ? report.json() : report.text();
  }

  private static Task task(String name) {
    Optional<Task> found = Tasks.ALL.stream().filter(task -> task.name().equals(name)).findFirst();
    return found.orElseThrow(() -> new Misuse("there is no task '" + name + "'"));
  }

  private static String usage() {
    StringBuilder text = new StringBuilder();
    text.append(
        "./playhouse evaluate TASK --train F [--test F] [--seed S] [--budget 60m] [--json]");
    for (Task task : Tasks.ALL) {
      text.append(System.lineSeparator());
      text.append(String.format("  %-11s %s", task.name(), task.usage()));
    }
    return text.toString();
  }
}
