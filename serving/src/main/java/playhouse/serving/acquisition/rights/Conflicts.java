package playhouse.serving.acquisition.rights;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What grants of one title do not go together. */
final class Conflicts {
  private Conflicts() {}

  /**
   * One that stands against another.
   *
   * @param reason exclusive or holdback
   */
  record Conflict(UUID grant, String reason) {}

  /**
   * Those that stand against what is wanted.
   *
   * @param others grants of the same title that were not ended
   */
  static List<Conflict> of(Terms wanted, List<Grant> others) {
    List<Conflict> found = new ArrayList<>();
    for (Grant other : others) {
      boolean sole = wanted.exclusive() || other.terms().exclusive();
      boolean another = !wanted.licensor().equals(other.terms().licensor());
      if (sole && another && sameThing(wanted, other)) {
        found.add(new Conflict(other.id(), "exclusive"));
      } else if (waits(other.terms(), other.until(), wanted, wanted.until())
          || waits(wanted, wanted.until(), other.terms(), other.until())) {
        found.add(new Conflict(other.id(), "holdback"));
      }
    }
    return found;
  }

  private static boolean sameThing(Terms wanted, Grant other) {
    Terms terms = other.terms();
    return meet(wanted.from(), wanted.until(), terms.from(), other.until())
        && (Model.bits(wanted.models()) & Model.bits(terms.models())) != 0
        && (Device.bits(wanted.devices()) & Device.bits(terms.devices())) != 0
        && wanted.places().meets(terms.places());
  }

  /** Whether one has the other wait while that is open. */
  private static boolean waits(Terms one, Instant oneUntil, Terms other, Instant otherUntil) {
    return one.holdback()
        .filter(back -> (Model.bits(back.models()) & Model.bits(other.models())) != 0)
        .map(back -> back.until().isBefore(oneUntil) ? back.until() : oneUntil)
        .filter(end -> meet(one.from(), end, other.from(), otherUntil))
        .filter(end -> one.places().meets(other.places()))
        .isPresent();
  }

  private static boolean meet(Instant from, Instant until, Instant otherFrom, Instant otherUntil) {
    return from.isBefore(otherUntil) && otherFrom.isBefore(until);
  }
}
