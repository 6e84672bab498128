package playhouse.counterparts.faults;

import java.util.Locale;
import java.util.Optional;

/** What goes wrong with the next thing that a merchant asks for, when it is told to. */
public enum Fault {
  /** The bank says no. */
  DECLINE,
  /** The money is taken, and the connection breaks before the merchant hears of it. */
  DROP_AFTER,
  /** The connection breaks before anything is done. */
  DROP_BEFORE,
  /** The money is taken, and an error is told. */
  ERROR_AFTER,
  /** The money is taken; the answer begins and never ends. */
  STALL,
  /** The answer takes longer than anybody waits. */
  SLOW,
  /** Another amount is taken than was asked for. */
  WRONG_AMOUNT,
  /** The answer is no JSON. */
  NONSENSE;

  /** The one of that name, such as {@code drop-after}. */
  public static Optional<Fault> of(String name) {
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
