package playhouse.counterparts.sms;

import java.util.Locale;
import java.util.Optional;

/** What goes wrong with the next submit_sm, when it is told to. */
enum Fault {
  /** There is no such number: ESME_RINVDSTADR. */
  REFUSE,
  /** Too much at once: ESME_RTHROTTLED. */
  THROTTLE,
  /** The connection breaks before anything is taken. */
  DROP_BEFORE,
  /** It is taken, and the connection breaks before its sender hears of it. */
  DROP_AFTER,
  /** It is taken, and the answer takes longer than anybody waits. */
  SLOW,
  /** It is taken and cannot be delivered: the receipt says so. */
  UNDELIVERABLE,
  /** It is taken, and no receipt ever comes. */
  NO_RECEIPT;

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
