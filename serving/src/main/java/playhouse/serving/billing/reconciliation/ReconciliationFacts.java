package playhouse.serving.billing.reconciliation;

import java.time.Instant;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.joda.money.Money;
import playhouse.contracts.facts.Envelope;
import playhouse.contracts.facts.Payment;
import playhouse.contracts.facts.PeriodClosed;
import playhouse.contracts.facts.ReconExcepted;
import playhouse.contracts.facts.ReconMatched;
import playhouse.contracts.facts.ReconResolved;
import playhouse.serving.platform.outbox.Outbox;

/** Tells what was matched, what was not and what became of it, in the contract's words. */
record ReconciliationFacts(Handle tx, Instant now) {
  private static final String SYSTEM = "S5.4";
  private static final String SOURCE = "/serving/billing";

  void matched(UUID match, String statement, int told, int booked, Money amount) {
    tell(
        "recon.matched",
        fact("match/" + match)
            .setReconMatched(
                ReconMatched.newBuilder()
                    .setMatchId(match.toString())
                    .setStatement(statement)
                    .setStatementLines(told)
                    .setLedgerLines(booked)
                    .setAmountMicros(micros(amount))
                    .setCurrency(amount.getCurrencyUnit().getCode())
                    .build()));
  }

  void excepted(Mismatch mismatch) {
    tell(
        "recon.excepted",
        fact("exception/" + mismatch.id() + "/opened")
            .setReconExcepted(
                ReconExcepted.newBuilder()
                    .setExceptionId(mismatch.id().toString())
                    .setStatement(mismatch.statement())
                    .setKind(mismatch.kind().text())
                    .setDifferenceMicros(micros(mismatch.difference()))
                    .setCurrency(mismatch.difference().getCurrencyUnit().getCode())
                    .build()));
  }

  void resolved(UUID exception, String resolution) {
    tell(
        "recon.resolved",
        fact("exception/" + exception + "/resolved")
            .setReconResolved(
                ReconResolved.newBuilder()
                    .setExceptionId(exception.toString())
                    .setResolution(resolution)
                    .build()));
  }

  void closed(YearMonth month) {
    tell(
        "period.closed",
        fact("period/" + month)
            .setPeriodClosed(PeriodClosed.newBuilder().setMonth(month.toString()).build()));
  }

  private Payment.Builder fact(String id) {
    Instant moment = now.truncatedTo(ChronoUnit.MICROS);
    return Payment.newBuilder()
        .setEnvelope(
            Envelope.newBuilder()
                .setId("recon/" + id)
                .setSource(SOURCE)
                .setOccurred(moment)
                .setSent(moment)
                .setReceived(moment)
                .build());
  }

  private void tell(String type, Payment.Builder fact) {
    Outbox.add(tx, SYSTEM, fact.setType(type).build());
  }

  private static long micros(Money amount) {
    return amount.getAmount().movePointRight(6).longValueExact();
  }
}
