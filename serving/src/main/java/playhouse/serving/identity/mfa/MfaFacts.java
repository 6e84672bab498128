package playhouse.serving.identity.mfa;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.facts.MfaChallenged;
import playhouse.contracts.facts.MfaEnrolled;
import playhouse.contracts.facts.MfaFailed;
import playhouse.contracts.facts.MfaPassed;
import playhouse.serving.identity.accounts.Account;
import playhouse.serving.identity.accounts.AccountFacts;

/** Tells what becomes of second factors. */
record MfaFacts(Handle tx, Account account, Instant now) {

  void enrolled(Kind kind) {
    tell("mfa.enrolled", fact -> fact.setMfaEnrolled(new MfaEnrolled(kind.text())));
  }

  /**
   * One was asked for.
   *
   * @param purpose sign-in, step-up or enrol
   */
  void challenged(Kind kind, String purpose) {
    tell("mfa.challenged", fact -> fact.setMfaChallenged(new MfaChallenged(kind.text(), purpose)));
  }

  void passed(Kind kind) {
    tell("mfa.passed", fact -> fact.setMfaPassed(new MfaPassed(kind.text())));
  }

  void failed(Kind kind) {
    tell("mfa.failed", fact -> fact.setMfaFailed(new MfaFailed(kind.text())));
  }

  private void tell(String type, Consumer<playhouse.contracts.facts.Account.Builder> body) {
    new AccountFacts(tx, "S4.1", now)
        .tell(Optional.of(account.person()), type, type + "/" + UUID.randomUUID(), body);
  }
}
