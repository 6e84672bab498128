package playhouse.counterparts.mail;

import java.util.Locale;
import java.util.Optional;

/** What goes wrong with the next mail, when it is told to. */
enum Fault {
  /** The recipient is not there: 550. */
  REFUSE,
  /** Not now, come again: 451. */
  GREYLIST,
  /** Too much at once: 421, and the connection is closed. */
  THROTTLE,
  /** The connection breaks before the mail itself. */
  DROP_BEFORE,
  /** The mail is taken, and the connection breaks before its sender hears of it. */
  DROP_AFTER,
  /** The mail is taken, and the answer takes longer than anybody waits. */
  SLOW;

  /** The one of that name, such as {@code drop-after}. */
  static Optional<Fault> of(String name) {
    for (Fault fault : values()) {
      if (fault.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(name)) {
        return Optional.of(fault);
      }
    }
    return Optional.empty();
  }
}
