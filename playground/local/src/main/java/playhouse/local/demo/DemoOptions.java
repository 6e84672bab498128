package playhouse.local.demo;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import playhouse.local.process.LocalFailure;

/**
 * What {@code ./playhouse demo} was asked.
 *
 * @param once ends after one round and leaves nothing running
 * @param traffic how long live traffic goes on after the tour; empty for until it is interrupted
 */
record DemoOptions(boolean once, Optional<Duration> traffic) {

  static DemoOptions parse(List<String> arguments) {
    boolean once = false;
    Optional<Duration> traffic = Optional.empty();
    for (int i = 0; i < arguments.size(); i++) {
      if (arguments.get(i).equals("--once")) {
        once = true;
      } else if (arguments.get(i).equals("--minutes") && i + 1 < arguments.size()) {
        traffic = Optional.of(minutes(arguments.get(++i)));
      } else {
        throw misunderstood("'" + arguments.get(i) + "' is not understood by demo");
      }
    }
    return new DemoOptions(once, traffic);
  }

  private static Duration minutes(String text) {
    if (!text.matches("[0-9]{1,5}")) {
      throw misunderstood("--minutes is a whole number, not '" + text + "'");
    }
    return Duration.ofMinutes(Long.parseLong(text));
  }

  private static LocalFailure misunderstood(String why) {
    return new LocalFailure(LocalFailure.USAGE, why + ": ./playhouse demo [--once] [--minutes N]");
  }
}
