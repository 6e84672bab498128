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
 */
record DemoOptions(boolean once, Optional<Integer> minutes) {

  static DemoOptions parse(List<String> arguments) {
    boolean once = false;
    Optional<Integer> minutes = Optional.empty();
    for (int i = 0; i < arguments.size(); i++) {
      if (arguments.get(i).equals("--once")) {
        once = true;
      } else if (arguments.get(i).equals("--minutes") && i + 1 < arguments.size()) {
        minutes = Optional.of(number(arguments.get(++i)));
      } else {
        throw misunderstood("'" + arguments.get(i) + "' is not understood by demo");
      }
    }
    return new DemoOptions(once, minutes);
  }

  private static int number(String text) {
    if (!text.matches("[0-9]{1,5}")) {
      throw misunderstood("--minutes is a whole number, not '" + text + "'");
    }
    return Integer.parseInt(text);
  }

  private static LocalFailure misunderstood(String why) {
    return new LocalFailure(LocalFailure.USAGE, why + ": ./playhouse demo [--once] [--minutes N]");
  }
}
