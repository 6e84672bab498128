package playhouse.serving.identity.signin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.facts.MfaChallenged;
import playhouse.serving.identity.accounts.Account;
import playhouse.serving.identity.accounts.AccountFacts;
import playhouse.serving.identity.accounts.Accounts;
import playhouse.serving.identity.accounts.Document;
import playhouse.serving.identity.accounts.Letters;
import playhouse.serving.identity.sessions.Session;
import playhouse.serving.identity.sessions.Sessions;
import playhouse.serving.identity.sessions.Where;
import playhouse.serving.platform.Refusal;

/**
 * What every way in comes to: somebody has shown who they are by one method, and is in, or must
 * show more.
 */
public final class SignIn {
  private static final Duration HALF = Duration.ofMinutes(10);
  private static final int TRIES = 5;

  private final Accounts accounts;
  private final Sessions sessions;
  private final SecondFactors factors;
  private final Letters letters;
  private final Clock clock;
  private volatile Completed completed = (tx, half, session) -> {};
  private volatile Arrivals arrivals = (tx, person, pseudonym) -> {};

  /** Who wants to know that somebody has shown the rest. */
  public interface Completed {
    /** They are in by that session. */
    void completed(Handle tx, UUID half, Session session);
  }

  /** Who wants to know what somebody was known by before they came in. */
  public interface Arrivals {
    /** That person did things under that pseudonym before, as their app says. */
    void arrived(Handle tx, UUID person, UUID pseudonym);
  }

  /** What comes of it. */
  public sealed interface Entered {
    /**
     * They are in.
     *
     * @param toAgree what they have not agreed to yet, in its newest version
     */
    record In(Sessions.Opened opened, Account account, List<Document> toAgree) implements Entered {}

    /** They must show one of these factors, too. */
    record Half(UUID id, Instant expires, List<String> factors) implements Entered {}
  }

  /** With these. */
  public SignIn(
      Accounts accounts, Sessions sessions, SecondFactors factors, Letters letters, Clock clock) {
    this.accounts = accounts;
    this.sessions = sessions;
    this.factors = factors;
    this.letters = letters;
    this.clock = clock;
  }

  /** Tells when somebody has shown the rest. */
  public void whenWhole(Completed that) {
    completed = that;
  }

  /** Tells when somebody comes in who was there before. */
  public void whenAnonymousBefore(Arrivals that) {
    arrivals = that;
  }

  /**
   * Somebody has shown by that method that they own an account.
   *
   * @param method password, link, passkey or sso; a passkey is two factors by itself
   */
  public Entered shown(Handle tx, Account account, Where where, String method) {
    return owner(tx, accounts.entering(tx, account.id()), where, method);
  }

  /** The same, of an account that is locked. */
  public Entered owner(Handle tx, Account account, Where where, String method) {
    return owner(tx, entering(tx, account), where, method);
  }

  /** The same, of one of which is known what is to be agreed to. */
  Entered owner(Handle tx, Accounts.Entering entering, Where where, String method) {
    Account account = entering.account();
    if (account.closed().isPresent()) {
      throw Refusal.notSignedIn("sign_in_failed", "the account was closed");
    }
    List<String> more = method.equals("passkey") ? List.of() : factors.of(tx, account.id());
    if (more.isEmpty() || sessions.trusted(tx, account.id(), where)) {
      return in(tx, entering, where, List.of(method));
    }
    Instant begun = now();
    HalfSignIn half =
        new HalfSignIn(
            UUID.randomUUID(),
            account.id(),
            List.of(method),
            TRIES,
            begun,
            begun.plus(HALF),
            Optional.empty());
    SignInStore.begin(tx, half, where.network(), where.agent());
    new AccountFacts(tx, "S4.1", begun)
        .tell(
            Optional.of(account.person()),
            "mfa.challenged",
            "half/" + half.id(),
            fact -> fact.setMfaChallenged(new MfaChallenged(more.get(0), "sign-in")));
    return new Entered.Half(half.id(), half.expires(), more);
  }

  /**
   * One that must show more, locked.
   *
   * @throws Refusal 401 if there is none, or it is too old, or was tried too often
   */
  public HalfSignIn half(Handle tx, UUID id) {
    return SignInStore.locked(tx, id, clock.instant())
        .orElseThrow(() -> Refusal.notSignedIn("sign_in_over", "begin anew: this sign-in is over"));
  }

  /** Has all that was begun for an account and not completed be over. */
  public void forgetHalves(Handle tx, UUID account) {
    SignInStore.over(tx, account);
  }

  /** A second factor was wrong: so many more may be tried. */
  public int wrong(Handle tx, HalfSignIn half) {
    int left = half.tries() - 1;
    SignInStore.leave(tx, half.id(), left);
    return left;
  }

  /** A second factor was right: they are in. */
  public Entered.In whole(Handle tx, HalfSignIn half, Where where, String method, boolean trust) {
    SignInStore.leave(tx, half.id(), 0);
    List<String> methods = new ArrayList<>(half.methods());
    methods.add(method);
    Entered.In in = in(tx, accounts.get(tx, half.account()), where, List.copyOf(methods));
    completed.completed(tx, half.id(), in.opened().session());
    if (trust) {
      sessions.trust(tx, in.opened().session());
    }
    return in;
  }

  /** Somebody has just opened an account: they are in. */
  public Entered.In in(Handle tx, Account account, Where where, List<String> methods) {
    return in(tx, entering(tx, account), where, methods);
  }

  private Entered.In in(Handle tx, Accounts.Entering entering, Where where, List<String> methods) {
    Account account = entering.account();
    Sessions.Opened opened = sessions.begin(tx, account, where, methods);
    if (opened.fromNewDevice()) {
      tell(tx, account, where);
    }
    // Who has not said yet who watches may be somebody else.
    if (opened.session().chosen()) {
      where.anonymous().ifPresent(by -> arrivals.arrived(tx, opened.session().person(), by));
    }
    return new Entered.In(opened, account, entering.toAgree());
  }

  private Accounts.Entering entering(Handle tx, Account account) {
    return new Accounts.Entering(account, accounts.open(tx, account));
  }

  private void tell(Handle tx, Account account, Where where) {
    account
        .best()
        .ifPresent(
            address ->
                letters.send(
                    tx,
                    address,
                    account.language(),
                    Letters.Letter.NEW_DEVICE,
                    now().plus(Duration.ofDays(1)),
                    where.agent().isEmpty() ? "?" : where.agent(),
                    where.network()));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
