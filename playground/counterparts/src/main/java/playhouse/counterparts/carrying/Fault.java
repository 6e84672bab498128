package playhouse.counterparts.carrying;

import java.util.Locale;

/** What goes wrong with the next message, when it is told to. */
public enum Fault {
  /** The recipient is not there. */
  REFUSE,
  /** Not now, come again; mail alone. */
  GREYLIST,
  /** Too much at once. */
  THROTTLE,
  /** The connection breaks before anything is taken. */
  DROP_BEFORE,
  /** It is taken, and the connection breaks before its sender hears of it. */
  DROP_AFTER,
  /** It is taken, and the answer takes longer than anybody waits. */
  SLOW,
  /** It is taken and cannot be delivered: the receipt says so; text messages alone. */
  UNDELIVERABLE,
  /** It is taken, and no receipt ever comes; text messages alone. */
  NO_RECEIPT;

  /** Its name, such as {@code drop-after}. */
  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
