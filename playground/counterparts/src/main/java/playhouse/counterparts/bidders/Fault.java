package playhouse.counterparts.bidders;

import java.util.Locale;
import java.util.Optional;

/** What goes wrong with a bidder's next answer, when it is told to. */
public enum Fault {
  /** It comes after nobody waits for it any more. */
  LATE,
  /** It is an error of the server's. */
  ERROR,
  /** It is no JSON. */
  NONSENSE,
  /** There is no offer. */
  NO_BID,
  /** Its prices are in a currency that nobody knows. */
  WRONG_CURRENCY,
  /** Its price is below what was asked for. */
  BELOW_FLOOR,
  /** The connection breaks. */
  DROP,
  /** Its film is longer than what is free. */
  TOO_LONG,
  /** It is larger than anybody reads. */
  HUGE,
  /** It advertises what may not be advertised there. */
  BARRED,
  /** It is of another request. */
  MIXED_UP,
  /** Its notices lead to somebody else. */
  INWARD;

  /** The one of that name, such as {@code below-floor}. */
  static Optional<Fault> of(String name) {
    for (Fault fault : values()) {
      if (fault.text().equals(name)) {
        return Optional.of(fault);
      }
    }
    return Optional.empty();
  }

  /** Its name. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
