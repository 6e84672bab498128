package playhouse.serving.identity.mfa;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.serving.identity.accounts.Account;
import playhouse.serving.identity.accounts.Address;
import playhouse.serving.identity.accounts.Letters;
import playhouse.serving.identity.codes.Codes;
import playhouse.serving.identity.secrets.Seal;
import playhouse.serving.identity.signin.SecondFactors;
import playhouse.serving.platform.Refusal;

/** An account's second factors: how they come to be, and end. */
final class Factors implements SecondFactors {
  private static final String PHONE = "factor-phone";
  private static final String PHONES = "factor-phones";
  private static final Duration BEGUN = Duration.ofMinutes(10);
  private static final Duration NEWS = Duration.ofDays(1);
  private static final int AT_ONCE = 10_000;

  private final Seal seal;
  private final Codes codes;
  private final Letters letters;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final BackupCodes backupCodes;

  /**
   * A factor that is set up.
   *
   * @param weak whether others are better: text messages are (NIST SP 800-63B, 5.1.3.3)
   * @param hint of the number; empty for an authenticator
   * @param note what its owner should know of it
   */
  public record SetUp(
      String kind, Instant since, boolean weak, Optional<String> hint, Optional<String> note) {}

  /**
   * An authenticator that is to be shown by a code.
   *
   * @param secret as it is typed (Base32)
   * @param uri the same, to be read from a square
   */
  public record Begun(String secret, String uri, Instant expires) {}

  Factors(Seal seal, Codes codes, Letters letters, Clock clock) {
    this.seal = seal;
    this.codes = codes;
    this.letters = letters;
    this.clock = clock;
    backupCodes = new BackupCodes(seal, random);
  }

  @Override
  public List<String> of(Handle handle, UUID account) {
    return FactorStore.kinds(handle, account);
  }

  /** Those that are set up, the best first. */
  List<SetUp> setUp(Handle handle, Account account) {
    List<SetUp> all = new ArrayList<>();
    FactorStore.totp(handle, account.id())
        .ifPresent(
            each ->
                all.add(
                    new SetUp(
                        Kind.TOTP.text(),
                        each.since(),
                        false,
                        Optional.empty(),
                        Optional.empty())));
    FactorStore.phone(handle, account.id())
        .ifPresent(
            each ->
                all.add(
                    new SetUp(
                        Kind.SMS.text(),
                        each.since(),
                        true,
                        Optional.of(phone(each.number()).hint()),
                        Optional.of(weakness(account)))));
    return all;
  }

  /** What the owner of a number that codes are sent to should know. */
  static String weakness(Account account) {
    return Letters.word(account.language(), "note.sms-weak");
  }

  static Address phone(String number) {
    return Address.kept(Address.Kind.PHONE.text(), number);
  }

  /** Begins with an authenticator; the one before counts until a code of this one is shown. */
  Begun beginTotp(Handle tx, Account account) {
    byte[] secret = Totp.fresh(random);
    Instant expires = now().plus(BEGUN);
    FactorStore.beginTotp(tx, account.id(), seal.close(purpose(account.id()), secret), expires);
    new MfaFacts(tx, account, now()).challenged(Kind.TOTP, "enrol");
    String name = account.best().map(Address::value).orElse("Playhouse");
    return new Begun(Totp.typed(secret), Totp.uri(secret, name), expires);
  }

  /**
   * Sets it up, if that is a code of it; false if it is none.
   *
   * @throws Refusal 409 if none was begun lately
   */
  boolean confirmTotp(Handle tx, Account account, String code) {
    byte[] secret =
        FactorStore.begunTotp(tx, account.id(), now())
            .map(closed -> seal.open(purpose(account.id()), closed))
            .orElseThrow(
                () -> Refusal.conflict("factor_not_begun", "begin anew: none was begun lately"));
    OptionalLong step = Totp.step(secret, code, now(), 0);
    if (step.isEmpty()) {
      return false;
    }
    FactorStore.completeTotp(tx, account.id(), step.getAsLong(), now());
    added(tx, account, Kind.TOTP);
    return true;
  }

  /** Whether a code is one of the account's authenticator; then it is good no longer. */
  boolean useTotp(Handle tx, UUID account, String code) {
    return FactorStore.totp(tx, account)
        .map(
            kept -> {
              byte[] secret = seal.open(purpose(account), kept.secret().array());
              OptionalLong step = Totp.step(secret, code, now(), kept.step());
              return step.isPresent() && FactorStore.useStep(tx, account, step.getAsLong());
            })
        .orElse(false);
  }

  /**
   * Sends a code to a number that is to be a factor.
   *
   * @throws Refusal 429 if too many were sent; and what {@link Letters#send} throws
   */
  void beginPhone(Handle tx, Account account, Address number) {
    // Counted for the account as well, so that it cannot send to one number after another.
    codes
        .fresh(tx, PHONES, account.id().toString())
        .flatMap(counted -> codes.fresh(tx, PHONE, subject(account, number)))
        .ifPresentOrElse(
            code ->
                letters.send(
                    tx,
                    number,
                    account.language(),
                    Letters.Letter.ENROL,
                    clock.instant().plus(Codes.GOOD_FOR),
                    code),
            () -> {
              throw Refusal.tooMany(Duration.ofHours(1).toSeconds());
            });
    new MfaFacts(tx, account, now()).challenged(Kind.SMS, "enrol");
  }

  /** Sets it up, if that is the code that was sent there; false if it is not. */
  boolean confirmPhone(Handle tx, Account account, Address number, String code) {
    if (codes.check(tx, PHONE, subject(account, number), code) != Codes.Said.RIGHT) {
      return false;
    }
    FactorStore.phone(tx, account.id(), number.value(), now());
    added(tx, account, Kind.SMS);
    return true;
  }

  /**
   * New backup codes, in place of those before; told once.
   *
   * @throws Refusal 409 if there is nothing that they could stand in for
   */
  List<String> freshCodes(Handle tx, Account account) {
    if (setUp(tx, account).isEmpty()) {
      throw Refusal.conflict("no_factor", "set up another factor first");
    }
    List<String> fresh = backupCodes.fresh(tx, account.id());
    added(tx, account, Kind.BACKUP_CODE);
    return fresh;
  }

  /** Uses a backup code up, and tells its owner; false if it is none, or was used. */
  boolean useCode(Handle tx, Account account, String code) {
    if (!backupCodes.use(tx, account.id(), code, now())) {
      return false;
    }
    int left = FactorStore.codesLeft(tx, account.id());
    write(tx, account, "changed.backup-code-used", Integer.toString(left));
    return true;
  }

  /** How many backup codes are good still. */
  int codesLeft(Handle handle, UUID account) {
    return FactorStore.codesLeft(handle, account);
  }

  /**
   * Takes a factor away; with the last go the backup codes.
   *
   * @throws Refusal 404
   */
  void remove(Handle tx, Account account, Kind kind) {
    if (!FactorStore.remove(tx, account.id(), kind)) {
      throw Refusal.missing("there is no such factor");
    }
    if (setUp(tx, account).isEmpty()) {
      FactorStore.remove(tx, account.id(), Kind.BACKUP_CODE);
    }
    write(tx, account, "changed.factor-removed");
  }

  /** Tells an account's owner what has changed, or what others try. */
  void write(Handle tx, Account account, String what, String... words) {
    List<String> all = new ArrayList<>(List.of(Letters.word(account.language(), what)));
    all.addAll(List.of(words));
    account
        .best()
        .ifPresent(
            address ->
                letters.send(
                    tx,
                    address,
                    account.language(),
                    Letters.Letter.CHANGED,
                    now().plus(NEWS),
                    all.toArray(String[]::new)));
  }

  /** Forgets what was begun and led nowhere; how many. */
  int forgetOld(Handle tx) {
    return FactorStore.forgetBegun(tx, now(), AT_ONCE);
  }

  private void added(Handle tx, Account account, Kind kind) {
    new MfaFacts(tx, account, now()).enrolled(kind);
    write(tx, account, "changed.factor-added");
  }

  private static String subject(Account account, Address number) {
    return account.id() + "\n" + number.value();
  }

  /** Sealed for the account alone: nobody gains by putting one's secret in another's place. */
  private static String purpose(UUID account) {
    return "totp " + account;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
