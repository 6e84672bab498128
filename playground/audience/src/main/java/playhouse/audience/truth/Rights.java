package playhouse.audience.truth;

import java.util.Arrays;
import java.util.Optional;
import playhouse.audience.act.Act;
import playhouse.audience.act.Entitled;

/** What one person was entitled to over time. */
final class Rights {

  private Entitled[] changes = new Entitled[2];
  private int size;

  void add(Entitled change) {
    int place = size;
    while (place > 0 && after(changes[place - 1], change)) {
      place--;
    }
    if (size == changes.length) {
      changes = Arrays.copyOf(changes, size * 2);
    }
    System.arraycopy(changes, place, changes, place + 1, size - place);
    changes[place] = change;
    size++;
  }

  /** The state that the latest change before a moment gives, if it still holds then. */
  Optional<Entitled.State> at(long moment) {
    for (int i = size - 1; i >= 0; i--) {
      Entitled change = changes[i];
      if (change.at() < moment) {
        boolean holds = change.untilMillis() == Act.NEVER || change.untilMillis() > moment;
        return holds ? Optional.of(change.state()) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static boolean after(Entitled one, Entitled other) {
    return one.at() > other.at() || (one.at() == other.at() && one.id().compareTo(other.id()) > 0);
  }
}
