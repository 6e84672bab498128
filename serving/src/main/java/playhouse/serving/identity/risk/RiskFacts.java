package playhouse.serving.identity.risk;

import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.facts.Account;
import playhouse.contracts.facts.Envelope;
import playhouse.contracts.facts.SignupBlocked;
import playhouse.contracts.facts.SignupChallenged;
import playhouse.contracts.facts.SignupScored;
import playhouse.serving.identity.risk.SignUpRisk.Decision;
import playhouse.serving.platform.outbox.Outbox;

/** Tells how sign-ups were judged, in the contract's words. */
record RiskFacts(Handle tx, SignUpRisk.Attempt attempt) {
  private static final String SYSTEM = "S4.4";
  private static final String SOURCE = "/serving/identity";

  /** What a version of the rules said. */
  void scored(UUID signUp, RuleSet.Verdict verdict) {
    tell(
        "signup.scored",
        fact(signUp + "/scored/" + verdict.rules().version())
            .setSignupScored(
                SignupScored.newBuilder()
                    .setScore(verdict.score())
                    .setDecision(verdict.would().text())
                    .setReasons(
                        verdict.reasons().stream()
                            .map(Reason::code)
                            .collect(Collectors.joining(",")))
                    .setShadow(verdict.rules().shadow())
                    .build()));
  }

  /** What was done. */
  void done(SignUpRisk.Judgement judgement) {
    if (judgement.decision() == Decision.STEP_UP) {
      tell(
          "signup.challenged",
          fact(judgement.id() + "/challenged")
              .setSignupChallenged(
                  SignupChallenged.newBuilder().setChallenge("proof-of-work").build()));
    } else if (judgement.decision() == Decision.DENY) {
      tell(
          "signup.blocked",
          fact(judgement.id() + "/blocked")
              .setSignupBlocked(
                  SignupBlocked.newBuilder()
                      .setReasons(
                          judgement.reasons().stream()
                              .map(Reason::code)
                              .collect(Collectors.joining(",")))
                      .build()));
    }
  }

  private Account.Builder fact(String id) {
    var moment = attempt.at().truncatedTo(ChronoUnit.MICROS);
    return Account.newBuilder()
        .setEnvelope(
            Envelope.newBuilder()
                .setId("sign-up/" + id)
                .setSource(SOURCE)
                .setOccurred(moment)
                .setSent(moment)
                .setReceived(moment)
                .build());
  }

  private void tell(String type, Account.Builder fact) {
    Outbox.add(tx, SYSTEM, fact.setType(type).build());
  }
}
