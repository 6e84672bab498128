package playhouse.serving.billing.reconciliation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.Money;

/**
 * Where a statement and the ledger differ: a case for people.
 *
 * @param subject what it is about: a reference or a payout
 * @param statement the statement's name; empty if no statement tells of it
 * @param day of the statement, or of the ledger where there is none
 * @param difference the statement less the ledger
 * @param reason of the entry that it was booked with
 * @param carried the month that it was taken along into
 */
record Mismatch(
    long number,
    UUID id,
    Kind kind,
    Side side,
    String subject,
    String statement,
    LocalDate day,
    Money difference,
    Instant opened,
    State state,
    Optional<String> reason,
    Optional<String> resolution,
    Optional<LocalDate> carried) {

  /** What is wrong. */
  enum Kind {
    MISSING_IN_LEDGER("post", "take it in, and find out whose it is"),
    MISSING_IN_STATEMENT("wait", "ask the sender; it is matched when it comes"),
    AMOUNT("write-off", "ask the sender, or write the difference off"),
    CURRENCY("again", "publish the day's rate and match again"),
    DUPLICATE("post", "take it in as owed, and have the sender take it back");

    private final String next;
    private final String why;

    Kind(String next, String why) {
      this.next = next;
      this.why = why;
    }

    /** As it stands in the contract. */
    String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What is best done about it. */
    String suggestion() {
      return next + ": " + why;
    }

    static Kind of(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }

  /** Between whom. */
  enum Side {
    /** A provider's settlement file and the ledger. */
    SETTLEMENT,
    /** The bank and what a provider settled. */
    BANK
  }

  /** Where it is. */
  enum State {
    OPEN,
    /** One has decided, and another must agree. */
    PROPOSED,
    RESOLVED
  }

  /** What a provider's file says, with the statement that says it. */
  record Told(
      UUID statement,
      String name,
      LocalDate day,
      playhouse.serving.billing.reconciliation.statements.StatementLine line) {

    /**
     * What it is about: the payment, refund or chargeback; what a bank gave back after all is apart
     * from what was taken first, for it is as much.
     */
    String subject() {
      String reference = line.reference();
      String id =
          reference.length() > UUID_LENGTH
                  && reference.substring(0, UUID_LENGTH).matches("[0-9a-fA-F-]+")
              ? reference.substring(0, UUID_LENGTH)
              : reference;
      return line.type().equals("chargeback-won") ? id + "/won" : id;
    }

    private static final int UUID_LENGTH = 36;
  }

  /**
   * A line of the ledger's account of the provider.
   *
   * @param mismatch that it lies in, because no statement told of it in time
   */
  record Booked(
      long entry, int line, String subject, LocalDate day, Money amount, Optional<UUID> mismatch) {}

  /**
   * What a provider pays out in one sum.
   *
   * @param mismatch that it lies in, because it did not come in time
   */
  record Batch(
      String name, UUID statement, LocalDate day, Money net, int lines, Optional<UUID> mismatch) {}

  /** Everything that lies in it. */
  record Members(List<Told> told, List<Booked> booked, List<Batch> batches) {}
}
