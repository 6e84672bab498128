package playhouse.local.verify.rights;

import java.util.ArrayList;
import java.util.List;
import playhouse.local.verify.Check;

/** How often something was held against the oracle, and where it was not so. */
final class Tally {
  private static final int MOST_TOLD = 1_000;
  private final String name;
  private final List<String> faults = new ArrayList<>();
  private long count;

  Tally(String name) {
    this.name = name;
  }

  /** One more. */
  void hold(boolean so, String otherwise) {
    count++;
    if (!so && faults.size() < MOST_TOLD) {
      faults.add(otherwise);
    }
  }

  Check check() {
    return Check.of(name, count, faults);
  }
}
