package playhouse.serving.identity.signup;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.serving.identity.accounts.Account;
import playhouse.serving.identity.accounts.Accounts;
import playhouse.serving.identity.accounts.Document;
import playhouse.serving.identity.accounts.Errands;
import playhouse.serving.identity.accounts.Errands.Errand;
import playhouse.serving.identity.codes.Codes;
import playhouse.serving.platform.Refusal;

/**
 * How somebody becomes somebody. Nothing tells whether an address has an account before it is shown
 * to be theirs: who has one is written to instead.
 */
final class SignUps {
  private static final String PURPOSE = "sign-up";
  private static final Duration LONGEST = Duration.ofHours(24);
  private static final int AT_ONCE = 10_000;

  private final Accounts accounts;
  private final Codes codes;
  private final Errands errands;
  private final Clock clock;

  SignUps(Accounts accounts, Codes codes, Errands errands, Clock clock) {
    this.accounts = accounts;
    this.codes = codes;
    this.errands = errands;
    this.clock = clock;
  }

  /** Begins one, and sends a code. */
  SignUp begin(Handle tx, UUID id, Accounts.Wanted wanted) {
    Instant now = now();
    SignUp begun = new SignUp(id, wanted, now, now.plus(LONGEST), Optional.empty());
    SignUpStore.begin(tx, begun);
    send(tx, begun);
    return begun;
  }

  /** Sends another code, unless too many were sent. */
  void again(Handle tx, UUID id) {
    send(tx, locked(tx, id));
  }

  private void send(Handle tx, SignUp s) {
    // By the address, so that who begins anew has no more tries.
    codes
        .fresh(tx, PURPOSE, s.wanted().address().value())
        .ifPresent(
            code ->
                errands.put(
                    tx,
                    Errand.SIGN_UP,
                    s.wanted().address(),
                    s.wanted().language(),
                    code,
                    Codes.GOOD_FOR));
  }

  /** What is to be agreed to, if that is the code; empty if it is not. */
  Optional<List<Document>> verify(Handle tx, UUID id, String code) {
    SignUp s = locked(tx, id);
    boolean right =
        s.verified().isPresent()
            || codes.check(tx, PURPOSE, s.wanted().address().value(), code) == Codes.Said.RIGHT;
    if (!right || accounts.at(tx, s.wanted().address()).isPresent()) {
      return Optional.empty();
    }
    SignUpStore.verified(tx, id, now());
    return Optional.of(accounts.documents(tx, s.wanted().language()));
  }

  /**
   * The account, once the terms are agreed to.
   *
   * @throws Refusal 409 if the address is not shown to be theirs, or has an account meanwhile; 400
   *     if something is not agreed to
   */
  Account complete(Handle tx, UUID id, List<String> agreed) {
    SignUp s = locked(tx, id);
    if (s.verified().isEmpty()) {
      throw Refusal.conflict("not_verified", "show first that the address is yours, by its code");
    }
    Account begun = accounts.begin(tx, s.id(), "identity", s.wanted(), agreed);
    SignUpStore.done(tx, id, now());
    return begun;
  }

  /** Forgets what led nowhere; how many. */
  int forgetOld(Handle tx) {
    return SignUpStore.forget(tx, now().minus(LONGEST), AT_ONCE);
  }

  private SignUp locked(Handle tx, UUID id) {
    return SignUpStore.locked(tx, id, clock.instant())
        .orElseThrow(() -> Refusal.missing("there is no such sign-up, or it is over"));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
