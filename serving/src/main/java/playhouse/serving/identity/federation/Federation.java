package playhouse.serving.identity.federation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.serving.identity.accounts.Account;
import playhouse.serving.identity.accounts.Accounts;
import playhouse.serving.identity.accounts.Address;
import playhouse.serving.identity.accounts.Origin;
import playhouse.serving.identity.federation.remote.Arrived;
import playhouse.serving.identity.secrets.Borne;
import playhouse.serving.identity.secrets.Seal;
import playhouse.serving.identity.sessions.Session;
import playhouse.serving.identity.sessions.Sessions;
import playhouse.serving.identity.sessions.Where;
import playhouse.serving.identity.signin.SignIn;
import playhouse.serving.platform.Refusal;

/**
 * What coming in through another provider comes to. Somebody is found by issuer and subject alone:
 * an address that is the same makes nobody the same.
 */
final class Federation {
  /** How long somebody may be on their way, or stand at the door. */
  static final Duration ON_THE_WAY = Duration.ofMinutes(10);

  private static final int AT_ONCE = 10_000;

  private final Accounts accounts;
  private final Sessions sessions;
  private final SignIn signIn;
  private final OtherWays ways;
  private final Seal seal;
  private final Clock clock;

  /**
   * What goes with somebody who leaves for another provider.
   *
   * @param state that comes back with them; nonce and verifier follow from it, by our seal alone
   * @param browser what their browser keeps meanwhile
   */
  record Ticket(String state, String nonce, String verifier, String browser) {}

  /** Who is here whom no account knows, and through which provider. */
  record Stranger(String provider, Arrived arrived) {}

  /** What comes of who has come back. */
  sealed interface Outcome {
    /** They are in, or must show more. */
    record Known(SignIn.Entered entered) implements Outcome {}

    /** No account knows them. */
    record Unknown() implements Outcome {}

    /** They are linked to the account that they were signed in to. */
    record Now(Account account) implements Outcome {}
  }

  Federation(
      Accounts accounts, Sessions sessions, SignIn signIn, OtherWays ways, Seal seal, Clock clock) {
    this.accounts = accounts;
    this.sessions = sessions;
    this.signIn = signIn;
    this.ways = ways;
    this.seal = seal;
    this.clock = clock;
    signIn.whenWhole(this::completed);
  }

  /** A new one. */
  Ticket ticket() {
    return ticket(Borne.fresh(""), Borne.fresh(""));
  }

  /** The one of somebody who is back. */
  Ticket ticket(String state, String browser) {
    return new Ticket(state, follows("sso nonce", state), follows("sso verifier", state), browser);
  }

  private String follows(String purpose, String state) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(seal.mark(purpose, state));
  }

  /** Puts down that somebody leaves. */
  void begin(Handle tx, Ticket ticket, Attempt attempt) {
    FederationStore.begin(
        tx,
        Borne.hash(ticket.state()),
        Borne.hash(ticket.browser()),
        attempt,
        now().plus(ON_THE_WAY));
  }

  /** Somebody is back: whoever they are, they come once, and in the browser that they left from. */
  Optional<Attempt> back(Handle tx, Ticket ticket, String provider) {
    return FederationStore.take(
        tx, Borne.hash(ticket.state()), Borne.hash(ticket.browser()), provider, now());
  }

  /**
   * Somebody has shown who they are there.
   *
   * @throws Refusal if they were to be linked and cannot be
   */
  Outcome arrive(Handle tx, Attempt attempt, Ticket ticket, Arrived arrived, Where where) {
    if (attempt.account().isPresent()) {
      return new Outcome.Now(link(tx, attempt, arrived));
    }
    Optional<UUID> account = FederationStore.account(tx, arrived);
    if (account.isEmpty()) {
      FederationStore.arrive(
          tx, Borne.hash(ticket.browser()), attempt.provider(), arrived, now().plus(ON_THE_WAY));
      return new Outcome.Unknown();
    }
    FederationStore.used(tx, arrived, now());
    Account owner = accounts.locked(tx, account.get());
    SignIn.Entered entered = signIn.owner(tx, owner, where, "sso");
    came(tx, entered, arrived);
    return new Outcome.Known(entered);
  }

  private Account link(Handle tx, Attempt attempt, Arrived arrived) {
    Account account = accounts.locked(tx, attempt.account().orElseThrow());
    boolean open =
        sessions.all(tx, account.id()).stream()
            .anyMatch(each -> attempt.session().equals(Optional.of(each.id())));
    if (!open) {
      throw over();
    }
    Optional<UUID> whose = FederationStore.account(tx, arrived);
    if (!whose.equals(Optional.of(account.id()))) {
      link(tx, attempt.provider(), arrived, account);
    }
    return account;
  }

  private void link(Handle tx, String provider, Arrived arrived, Account account) {
    if (!FederationStore.link(tx, provider, arrived, account.id(), now())) {
      throw Refusal.conflict(
          "identity_taken", "it lets in to another account, or this one has another there");
    }
    FederationFacts.linked(tx, now(), account.person(), arrived.issuer());
  }

  private void came(Handle tx, SignIn.Entered entered, Arrived arrived) {
    if (entered instanceof SignIn.Entered.Half half) {
      FederationStore.came(tx, null, half.id(), arrived, now());
    } else if (entered instanceof SignIn.Entered.In in) {
      Session session = in.opened().session();
      FederationStore.came(tx, session.id(), null, arrived, now());
      FederationFacts.signedIn(tx, now(), in.account().person(), session.id(), arrived.issuer());
    }
  }

  private void completed(Handle tx, UUID half, Session session) {
    FederationStore.completed(tx, half, session.id())
        .ifPresent(
            issuer ->
                FederationFacts.signedIn(
                    tx, now(), accounts.get(tx, session.account()).person(), session.id(), issuer));
  }

  /**
   * Who stands at the door in that browser.
   *
   * @throws Refusal 401
   */
  Stranger stranger(Handle tx, Optional<String> browser) {
    return browser
        .flatMap(kept -> FederationStore.stranger(tx, Borne.hash(kept), now()))
        .orElseThrow(Federation::over);
  }

  /**
   * Opens an account for who stands at the door.
   *
   * @throws Refusal 401 if nobody does; 409 if their provider vouches for no address, or it has an
   *     account: then they sign in to it and link
   */
  SignIn.Entered.In open(
      Handle tx, UUID account, String browser, String language, List<String> agreed, Where where) {
    Stranger stranger = stranger(tx, Optional.of(browser));
    Arrived arrived = stranger.arrived();
    String mail =
        arrived
            .mail()
            .orElseThrow(
                () ->
                    Refusal.conflict(
                        "no_address", "sign up by an address of yours, and link afterwards"));
    Accounts.Wanted wanted =
        new Accounts.Wanted(Address.of("email", mail), Optional.empty(), language, Origin.UNTOLD);
    Account begun = accounts.begin(tx, account, "S4.3", wanted, agreed);
    link(tx, stranger.provider(), arrived, begun);
    FederationStore.leave(tx, Borne.hash(browser));
    SignIn.Entered.In in = signIn.in(tx, begun, where, List.of("sso"));
    came(tx, in, arrived);
    return in;
  }

  /** What is to be agreed to. */
  List<playhouse.serving.identity.accounts.Document> documents(Handle handle, String language) {
    return accounts.documents(handle, language);
  }

  /** What an account is linked with. */
  List<Linked> of(Handle handle, UUID account) {
    return FederationStore.of(handle, account);
  }

  /**
   * Links no longer; what came by it is over, but for the session that asks.
   *
   * @throws Refusal 404 if it is not linked; 409 if nothing else lets in to the account
   */
  void unlink(Handle tx, Session asking, String provider) {
    Account account = accounts.locked(tx, asking.account());
    List<Linked> all = of(tx, account.id());
    if (account.password().isEmpty()
        && all.size() == 1
        && all.get(0).provider().equals(provider)
        && !ways.any(tx, account.id())) {
      throw Refusal.conflict(
          "last_way_in", "nothing else lets you in: set a password or add a passkey first");
    }
    cut(tx, account, asking, provider);
  }

  /** The same, whatever else lets in. */
  void cut(Handle tx, Account account, Session asking, String provider) {
    Linked linked =
        of(tx, account.id()).stream()
            .filter(each -> each.provider().equals(provider))
            .findFirst()
            .orElseThrow(() -> Refusal.missing("no account there is linked"));
    for (FederationStore.By by : FederationStore.of(tx, account.id(), linked.issuer())) {
      if (!by.session().equals(asking.id())) {
        sessions.end(tx, account, by.session(), "revoked");
      }
    }
    signIn.forgetHalves(tx, account.id());
    FederationStore.unlink(tx, account.id(), linked.issuer());
    FederationFacts.unlinked(tx, now(), account.person(), linked.issuer());
  }

  /**
   * Somebody has signed out there: what came by it is over.
   *
   * @param id of what was said; the second time it means nothing
   */
  void left(Handle tx, String issuer, String id, Optional<String> subject, Optional<String> sid) {
    if (!FederationStore.once(tx, issuer, id, now().plus(Duration.ofHours(1)))) {
      return;
    }
    FederationStore.forgetHalves(tx, issuer, subject.orElse(null), sid.orElse(null));
    for (FederationStore.By by :
        FederationStore.by(tx, issuer, subject.orElse(null), sid.orElse(null))) {
      sessions.end(tx, accounts.get(tx, by.account()), by.session(), "signed-out");
    }
  }

  /** Forgets what is over; how many. */
  int forgetOld(Handle tx) {
    return FederationStore.forget(tx, now(), now().minus(Duration.ofDays(1)), AT_ONCE);
  }

  static Refusal over() {
    return Refusal.notSignedIn("sso_over", "begin anew: this has taken too long, or was done");
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
