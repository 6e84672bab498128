package playhouse.serving.billing.fraud;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.facts.CaseDecided;
import playhouse.contracts.facts.CaseOpened;
import playhouse.contracts.facts.Envelope;
import playhouse.contracts.facts.FraudScored;
import playhouse.contracts.facts.Payment;
import playhouse.serving.billing.payments.routing.Screening;
import playhouse.serving.platform.outbox.Outbox;

/** Tells what was judged, in the contract's words and in the transaction of the judgement. */
record FraudFacts(Handle tx, Instant now) {
  private static final String SYSTEM = "S5.3";
  private static final String SOURCE = "/serving/billing";

  void scored(Screening.Question question, Judgement judgement) {
    String decision = judgement.verdict().name().toLowerCase(Locale.ROOT);
    String reasons = String.join(",", judgement.reasons());
    FraudScored.Builder scored =
        FraudScored.newBuilder()
            .setPayment(question.payment().toString())
            .setScore(judgement.score())
            .setDecision(decision)
            .setModel(judgement.model());
    if (!reasons.isEmpty()) {
      scored.setReasons(reasons);
    }
    tell(
        "fraud.scored",
        fact(question.person(), "fraud/" + question.payment() + "/" + question.attempt())
            .setFraudScored(scored.build()));
  }

  void opened(CaseStore.Case found) {
    tell(
        "case.opened",
        fact(found.person(), "case/" + found.id() + "/opened")
            .setCaseOpened(
                CaseOpened.newBuilder()
                    .setCaseId(found.id().toString())
                    .setPayment(found.payment().toString())
                    .setReasons(found.reasons())
                    .build()));
  }

  void decided(CaseStore.Case found, boolean genuine) {
    tell(
        "case.decided",
        fact(found.person(), "case/" + found.id() + "/decided")
            .setCaseDecided(
                CaseDecided.newBuilder()
                    .setCaseId(found.id().toString())
                    .setPayment(found.payment().toString())
                    .setDecision(genuine ? "genuine" : "fraud")
                    .build()));
  }

  private Payment.Builder fact(UUID person, String id) {
    Instant moment = now.truncatedTo(ChronoUnit.MICROS);
    return Payment.newBuilder()
        .setEnvelope(
            Envelope.newBuilder()
                .setId(id)
                .setSource(SOURCE)
                .setPerson(person)
                .setOccurred(moment)
                .setSent(moment)
                .setReceived(moment)
                .build());
  }

  private void tell(String type, Payment.Builder fact) {
    Outbox.add(tx, SYSTEM, fact.setType(type).build());
  }
}
