package playhouse.serving.billing.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
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
    return post(tx, List.of(posting), now) == 1;
  }

  /** Writes entries, all of them together; how many, for those that were written before are not. */
  public static int post(Handle tx, List<Posting> postings, Instant now) {
    List<LedgerStore.Entry> entries =
        LedgerStore.write(
            tx, postings.stream().filter(posting -> !posting.lines().isEmpty()).toList(), now);
    List<Payment> facts = new ArrayList<>();
    Instant moment = now.truncatedTo(ChronoUnit.MICROS);
    for (LedgerStore.Entry entry : entries) {
      int line = 0;
      for (Posting.Line each : entry.posting().lines()) {
        facts.add(fact(entry.id(), ++line, each, moment));
      }
    }
    Outbox.add(tx, SYSTEM, facts);
    return entries.size();
  }

  /** Has nothing be written in a month any more. */
  public static void close(Handle tx, YearMonth month, Instant now) {
    LedgerStore.close(tx, month.atDay(1), now);
  }

  private static Payment fact(UUID entry, int number, Posting.Line line, Instant now) {
    BigDecimal amount = line.amount().getAmount();
    return Payment.newBuilder()
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
        .build();
  }
}
