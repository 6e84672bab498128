package playhouse.models.evaluate;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What was asked for behind the task's name. */
final class Options {
  private static final Set<String> FLAGS = Set.of("--json");
  private static final Set<String> COMMON =
      Set.of("--train", "--test", "--seed", "--budget", "--json");
  private static final Pattern DURATION = Pattern.compile("(\\d+)(s|m|h)");
  private static final int FOLDS = 5;
  private static final int MOST_FOLDS = 20;
  private static final long SEED = 20261130;

  private final Map<String, String> given = new HashMap<>();
  private final long began = System.nanoTime();

  private Options() {}

  /**
   * Reads arguments.
   *
   * @param own options that this task takes beside those that all take
   */
  static Options of(List<String> arguments, Set<String> own) {
    Options options = new Options();
    for (int at = 0; at < arguments.size(); at++) {
      String name = arguments.get(at);
      if (!COMMON.contains(name) && !own.contains(name)) {
        throw new Misuse("'" + name + "' is not understood");
      }
      if (!FLAGS.contains(name) && at + 1 == arguments.size()) {
        throw new Misuse(name + " needs a value");
      }
      String value = FLAGS.contains(name) ? "" : arguments.get(++at);
      if (options.given.put(name, value) != null) {
        throw new Misuse(name + " is given twice");
      }
    }
    options.budget();
    options.seed();
    return options;
  }

  Optional<String> find(String name) {
    return Optional.ofNullable(given.get(name));
  }

  String need(String name) {
    return find(name).orElseThrow(() -> new Misuse(name + " is missing"));
  }

  Path train() {
    return Path.of(need("--train"));
  }

  Optional<Path> test() {
    return find("--test").map(Path::of);
  }

  boolean json() {
    return given.containsKey("--json");
  }

  /** Values between commas. */
  List<String> list(String name) {
    return find(name).map(text -> Arrays.asList(text.split(",", -1))).orElseGet(ArrayList::new);
  }

  long seed() {
    return find("--seed").map(text -> number("--seed", text)).orElse(SEED);
  }

  /** At least 0. */
  int count(String name, int otherwise) {
    long count = find(name).map(text -> number(name, text)).orElse((long) otherwise);
    return (int) Math.max(0, Math.min(Integer.MAX_VALUE, count));
  }

  /** Into how many parts rows are dealt for cross-validation. */
  int folds() {
    int folds = count("--folds", FOLDS);
    if (folds < 2 || folds > MOST_FOLDS) {
      throw new Misuse("--folds is a number from 2 to " + MOST_FOLDS);
    }
    return folds;
  }

  /** How long learning may take; an hour if it is not told. */
  Duration budget() {
    Matcher matcher = DURATION.matcher(find("--budget").orElse("60m"));
    if (!matcher.matches()) {
      throw new Misuse("--budget is a duration such as 90s, 60m or 2h");
    }
    long amount = number("--budget", matcher.group(1));
    return switch (matcher.group(2)) {
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }

  Duration spent() {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private static long number(String name, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new Misuse(name + " is a whole number, not '" + text + "'");
    }
  }
}
