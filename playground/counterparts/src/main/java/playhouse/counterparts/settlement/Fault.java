package playhouse.counterparts.settlement;

import java.util.Locale;
import java.util.Optional;

/** What goes wrong with the next settlement file or the next statement, when it is told to. */
enum Fault {
  /** A line is forgotten for good. */
  MISSING_LINE(false),
  /** A line comes with the next file. */
  LATE_LINE(false),
  /** A line stands there twice. */
  DUPLICATE_LINE(false),
  /** A line is a whole unit too small. */
  WRONG_AMOUNT(false),
  /** A line is a cent too small. */
  ROUNDED_LINE(false),
  /** There is a line of a payment that nobody made. */
  UNKNOWN_PAYMENT(false),
  /** A line is settled in another currency. */
  FOREIGN_CURRENCY(false),
  /** The last file is sent again in place of this one's first answer. */
  SENT_TWICE(false),
  /** A payout is a cent less than the file says. */
  CENT(true),
  /** A payout is ten units less than the file says. */
  SHORT(true),
  /** A payout comes in two parts. */
  SPLIT(true),
  /** A payout is held back and comes with the next as one. */
  MERGED(true),
  /** A payout that nobody knows of. */
  UNKNOWN_PAYOUT(true),
  /** A payout stands there twice. */
  DUPLICATE_PAYOUT(true),
  /** The first answer breaks off. */
  MALFORMED(true),
  /** The first answer has an entity of a file of the reader's machine. */
  XXE(true),
  /** The first answer's balances do not add up. */
  WRONG_BALANCE(true);

  private final boolean bank;

  Fault(boolean bank) {
    this.bank = bank;
  }

  /** Whether it is the bank's. */
  boolean bank() {
    return bank;
  }

  /** The one of that name, such as {@code late-line}. */
  static Optional<Fault> of(String name) {
    for (Fault fault : values()) {
      if (fault.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(name)) {
        return Optional.of(fault);
      }
    }
    return Optional.empty();
  }
}
