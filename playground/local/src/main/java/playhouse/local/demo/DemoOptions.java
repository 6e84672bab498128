package playhouse.local.demo;

import java.util.List;
import java.util.Optional;
import playhouse.local.process.LocalFailure;

/**
 * What {@code ./playhouse demo} was asked.
 *
 * @param once ends after one round and leaves nothing running
 * @param minutes how long live traffic lasts: with once that of the tour, else that after it; empty
 *     for a minute in the one case, until it is interrupted in the other
 * @param people how many the world has; only a home without a past asks
 */
record DemoOptions(boolean once, Optional<Integer> minutes, int people) {

  private static final int PEOPLE = 500;

  static DemoOptions parse(List<String> arguments) {
    boolean once = false;
    Optional<Integer> minutes = Optional.empty();
    int people = PEOPLE;
    for (int i = 0; i < arguments.size(); i++) {
      if (arguments.get(i).equals("--once")) {
        once = true;
      } else if (arguments.get(i).equals("--minutes") && i + 1 < arguments.size()) {
        minutes = Optional.of(number(arguments.get(i), arguments.get(++i)));
      } else if (arguments.get(i).equals("--people") && i + 1 < arguments.size()) {
        people = number(arguments.get(i), arguments.get(++i));
      } else {
        throw misunderstood("'" + arguments.get(i) + "' is not understood by demo");
      }
    }
    return new DemoOptions(once, minutes, people);
  }

  private static int number(String option, String text) {
    if (!text.matches("[0-9]{1,5}")) {
      throw misunderstood(option + " is a whole number, not '" + text + "'");
    }
    return Integer.parseInt(text);
  }

  private static LocalFailure misunderstood(String why) {
    return new LocalFailure(
        LocalFailure.USAGE, why + ": ./playhouse demo [--once] [--minutes N] [--people N]");
  }
}
