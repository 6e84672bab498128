package playhouse.serving.billing.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.facts.Envelope;
import playhouse.contracts.facts.LedgerPosted;
import playhouse.contracts.facts.Payment;
import playhouse.serving.platform.outbox.Outbox;

/** Writes entries, each once for its reason, in the transaction of what they tell of. */
public final class Ledger {
  private static final String SYSTEM = "S5.4";
  private static final String SOURCE = "/serving/billing";

  private Ledger() {}

  /**
   * Writes an entry. In a month that is closed nothing can be written: then it goes to the first
   * day that is open.
   *
   * @return false if there is an entry for that reason already, or nothing to write
   */
  public static boolean post(Handle tx, Posting posting, Instant now) {
    if (posting.lines().isEmpty()) {
      return false;
    }
    LocalDate day = LedgerStore.open(tx, posting.day());
    Posting open = new Posting(posting.reason(), day, posting.lines());
    UUID id = UUID.randomUUID();
    OptionalLong number = LedgerStore.write(tx, id, open, now);
    if (number.isEmpty()) {
      return false;
    }
    LedgerStore.write(tx, number.getAsLong(), open.lines());
    int line = 0;
    for (Posting.Line each : open.lines()) {
      tell(tx, id, ++line, each, now.truncatedTo(ChronoUnit.MICROS));
    }
    return true;
  }

  /** Has nothing be written in a month any more. */
  public static void close(Handle tx, YearMonth month, Instant now) {
    LedgerStore.close(tx, month.atDay(1), now);
  }

  private static void tell(Handle tx, UUID entry, int number, Posting.Line line, Instant now) {
    BigDecimal amount = line.amount().getAmount();
    Outbox.add(
        tx,
        SYSTEM,
        Payment.newBuilder()
            .setEnvelope(
                Envelope.newBuilder()
                    .setId("ledger/" + entry + "/" + number)
                    .setSource(SOURCE)
                    .setOccurred(now)
                    .setSent(now)
                    .setReceived(now)
                    .build())
            .setType("ledger.posted")
            .setLedgerPosted(
                LedgerPosted.newBuilder()
                    .setEntry(entry.toString())
                    .setAccount(line.account().code())
                    .setAmountMicros(amount.movePointRight(6).longValueExact())
                    .setCurrency(line.amount().getCurrencyUnit().getCode())
                    .build())
            .build());
  }
}
