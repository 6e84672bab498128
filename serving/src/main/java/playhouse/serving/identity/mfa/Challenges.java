package playhouse.serving.identity.mfa;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.serving.identity.accounts.Account;
import playhouse.serving.identity.accounts.Address;
import playhouse.serving.identity.accounts.Letters;
import playhouse.serving.identity.codes.Codes;
import playhouse.serving.platform.Refusal;

/** Second factors asked for, and shown. */
final class Challenges {
  private static final String CODE = "factor";
  private static final String SENT = "factor-sent";

  private final Factors factors;
  private final Guesses guesses;
  private final Codes codes;
  private final Letters letters;
  private final Clock clock;

  /**
   * Of whom one is asked.
   *
   * @param account locked, so that of two answers at once the second sees what became of the first
   * @param subject half sign-in or session: a code that is sent is good for it alone
   * @param place where they are, as it is counted
   * @param purpose sign-in or step-up
   */
  record Asked(Account account, UUID subject, String place, String purpose) {}

  Challenges(Factors factors, Guesses guesses, Codes codes, Letters letters, Clock clock) {
    this.factors = factors;
    this.guesses = guesses;
    this.codes = codes;
    this.letters = letters;
    this.clock = clock;
  }

  /**
   * Sends a code to the account's number; what its owner knows the number by.
   *
   * @throws Refusal 409 if there is none; 429 if too many were sent; and what {@link Letters#send}
   *     throws
   */
  String send(Handle tx, Asked asked) {
    Account account = asked.account();
    guesses.check(tx, account.id(), asked.place());
    Address phone =
        FactorStore.phone(tx, account.id())
            .map(kept -> Factors.phone(kept.number()))
            .orElseThrow(() -> Refusal.conflict("no_factor", "no number is set up for that"));
    // Counted for the account as well, so that who begins anew sends no more.
    String code =
        codes
            .fresh(tx, SENT, account.id() + "\n" + asked.place())
            .flatMap(counted -> codes.fresh(tx, CODE, asked.subject().toString()))
            .orElseThrow(() -> Refusal.tooMany(Duration.ofHours(1).toSeconds()));
    boolean in = asked.purpose().equals("sign-in");
    Instant until = clock.instant().plus(Codes.GOOD_FOR);
    letters.send(
        tx,
        phone,
        account.language(),
        in ? Letters.Letter.FACTOR : Letters.Letter.STEP_UP,
        until,
        code);
    if (!in || !factors.of(tx, account.id()).get(0).equals(Kind.SMS.text())) {
      // Else it was told when the sign-in began.
      facts(tx, asked).challenged(Kind.SMS, asked.purpose());
    }
    return phone.hint();
  }

  /**
   * Whether that shows the factor; if so it is good no longer, else it is counted. Backup codes are
   * looked at even where one must rest: they are too long to be guessed, and whose account others
   * guess at comes in with them.
   *
   * @throws Refusal 429 if too many were wrong
   */
  boolean shown(Handle tx, Asked asked, Kind kind, String code) {
    Account account = asked.account();
    if (kind != Kind.BACKUP_CODE) {
      guesses.check(tx, account.id(), asked.place());
    }
    boolean right =
        switch (kind) {
          case TOTP -> factors.useTotp(tx, account.id(), code);
          case BACKUP_CODE -> factors.useCode(tx, account, code);
          case SMS ->
              FactorStore.phone(tx, account.id()).isPresent()
                  && codes.check(tx, CODE, asked.subject().toString(), code) == Codes.Said.RIGHT;
        };
    if (right) {
      guesses.right(tx, account.id(), asked.place());
      facts(tx, asked).passed(kind);
    } else {
      wrong(tx, asked, kind);
    }
    return right;
  }

  private void wrong(Handle tx, Asked asked, Kind kind) {
    facts(tx, asked).failed(kind);
    if (kind == Kind.BACKUP_CODE) {
      return;
    }
    if (guesses.wrong(tx, asked.account().id(), asked.place()) == Guesses.FREE) {
      factors.write(tx, asked.account(), "changed.factor-guessed");
    }
  }

  private MfaFacts facts(Handle tx, Asked asked) {
    return new MfaFacts(tx, asked.account(), clock.instant());
  }
}
