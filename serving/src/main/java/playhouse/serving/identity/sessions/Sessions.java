package playhouse.serving.identity.sessions;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.Role;
import playhouse.contracts.facts.TokenRevoked;
import playhouse.serving.identity.accounts.Account;
import playhouse.serving.identity.accounts.AccountFacts;
import playhouse.serving.identity.accounts.Profile;
import playhouse.serving.identity.secrets.Borne;
import playhouse.serving.identity.secrets.Remembered;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.access.Caller;
import playhouse.serving.platform.access.OpenSessions;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.store.ServicesDatabase;

/**
 * Who is signed in. A session that ends is over at once in this process, and in others within five
 * seconds.
 */
public final class Sessions implements OpenSessions {
  /** What a session's token begins with. */
  static final String PREFIX = "ps_";

  private static final String DEVICE_PREFIX = "pd_";
  private static final Duration LONGEST = Duration.ofDays(180);
  private static final Duration IDLE = Duration.ofDays(30);
  private static final Duration TRUSTED = Duration.ofDays(30);

  /** How long who works here asks as such after a second factor or a passkey. */
  private static final Duration AT_WORK = Duration.ofHours(12);

  /** How long it counts that somebody showed who they are, where that matters more. */
  private static final Duration FRESH = Duration.ofMinutes(10);

  /** So exactly it is kept when one was seen. */
  private static final Duration NOTED = Duration.ofMinutes(1);

  private static final int MOST_REMEMBERED = 100_000;
  private static final int AT_ONCE = 10_000;

  private final ServicesDatabase database;
  private final Clock clock;
  private final Remembered<Known> known = new Remembered<>(MOST_REMEMBERED);

  private record Known(Caller caller, UUID session, Instant expires) {}

  /**
   * One that was begun.
   *
   * @param token that its bearer is let in with; told once
   * @param device what the device is to keep; empty if it was known already
   * @param fromNewDevice whether the account has others
   */
  public record Opened(
      Session session, String token, Optional<String> device, boolean fromNewDevice) {}

  /** Kept there. */
  public Sessions(ServicesDatabase database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public Optional<Caller> caller(String token) {
    if (!token.startsWith(PREFIX)) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    return known
        .of(
            token,
            found -> found.expires().isAfter(now),
            word -> database.read(handle -> look(handle, word)).map(this::known))
        .map(Known::caller);
  }

  private Optional<SessionStore.Bearer> look(Handle handle, String token) {
    Instant now = now();
    Optional<SessionStore.Bearer> found =
        SessionStore.borne(handle, Borne.hash(token), now, now.minus(IDLE));
    found
        .map(SessionStore.Bearer::session)
        .filter(s -> s.seen().isBefore(now.minus(NOTED)))
        .ifPresent(s -> SessionStore.used(handle, s.id(), now));
    return found;
  }

  private Known known(SessionStore.Bearer bearer) {
    Session s = bearer.session();
    Instant least = clock.instant().minus(AT_WORK);
    Optional<Instant> proven = s.proven().filter(least::isBefore);
    Optional<Caller> staff = proven.flatMap(shown -> bearer.staff()).flatMap(Caller::of);
    if (staff.isPresent()) {
      Instant over = proven.get().plus(AT_WORK);
      return new Known(
          new Caller(staff.get().role(), staff.get().name(), Optional.of(s.id())),
          s.id(),
          over.isBefore(s.expires()) ? over : s.expires());
    }
    // Who has not said yet who watches speaks for no person.
    String name = s.chosen() ? s.person().toString() : "choosing-" + s.id();
    return new Known(new Caller(Role.VIEWER, name, Optional.of(s.id())), s.id(), s.expires());
  }

  /** Begins one for the owner of an account, who has shown who they are by these methods. */
  public Opened begin(Handle tx, Account account, Where where, List<String> methods) {
    Instant now = now();
    UUID device = UUID.randomUUID();
    Session begun =
        new Session(
            UUID.randomUUID(),
            account.id(),
            // The owner's profile bears the account's id.
            account.id(),
            account.person(),
            true,
            Optional.of(device),
            methods,
            now,
            methods.stream().anyMatch(Session::strong) ? Optional.of(now) : Optional.empty(),
            where.network(),
            where.agent(),
            now,
            now,
            now.plus(LONGEST));
    String token = Borne.fresh(PREFIX);
    String fresh = Borne.fresh(DEVICE_PREFIX);
    byte[] kept = where.device().map(Borne::hash).orElseGet(() -> new byte[0]);
    SessionStore.Begun so =
        SessionStore.begin(tx, begun, Borne.hash(token), kept, Borne.hash(fresh));
    return new Opened(
        so.session(),
        token,
        so.newDevice() ? Optional.of(fresh) : Optional.empty(),
        so.newDevice() && so.others());
  }

  /** The device that somebody comes in from, if the account knows it. */
  public Optional<Device> device(Handle tx, UUID account, Where where) {
    return where.device().flatMap(kept -> SessionStore.device(tx, account, Borne.hash(kept)));
  }

  /**
   * Who may ask about their own account: whoever has one, as whatever they are signed in. Those who
   * work here are asked for a second factor everywhere, and are as viewers without.
   */
  public static Role[] owners() {
    return new Role[] {Role.VIEWER, Role.AGENT, Role.MODERATOR, Role.ANALYST, Role.OPERATOR};
  }

  /** Whether no second factor is asked for from where somebody comes. */
  public boolean trusted(Handle tx, UUID account, Where where) {
    if (SessionStore.staff(tx, account)) {
      return false;
    }
    return device(tx, account, where)
        .flatMap(Device::trustedUntil)
        .filter(clock.instant()::isBefore)
        .isPresent();
  }

  /** Asks for no second factor from a session's device for a while. */
  public void trust(Handle tx, Session s) {
    s.device().ifPresent(device -> SessionStore.trust(tx, device, now().plus(TRUSTED)));
  }

  /**
   * The session that is asked from, locked.
   *
   * @throws Refusal 409 if the caller has none: a key or token is no session
   */
  public Session of(Handle tx, Request request) {
    return request
        .caller()
        .session()
        .flatMap(id -> SessionStore.locked(tx, id))
        .orElseThrow(
            () -> Refusal.conflict("no_session", "this is for who has signed in: sign in first"));
  }

  /**
   * The same, of somebody who showed who they are a moment ago, as well as they can, and who does
   * not watch as a child.
   *
   * @param able whether the account has a second factor: then that was shown a moment ago
   * @throws Refusal 403 if they must show it again; 409 if they watch as a child
   */
  public Session fresh(Handle tx, Request request, boolean able) {
    Session s = of(tx, request);
    if (SessionStore.limited(tx, s.profile())) {
      throw Refusal.conflict(
          "limited_profile", "a profile with an age limit changes none: enter another first");
    }
    Instant least = clock.instant().minus(FRESH);
    boolean fresh =
        able ? s.proven().filter(least::isBefore).isPresent() : least.isBefore(s.shown());
    if (!fresh) {
      throw Refusal.stepUp();
    }
    return s;
  }

  /** Puts down that a session's owner has shown again who they are. */
  public Session shown(Handle tx, Session s, String method) {
    List<String> methods = new ArrayList<>(s.methods());
    if (!methods.contains(method)) {
      methods.add(method);
    }
    Instant now = now();
    Optional<Instant> proven = Session.strong(method) ? Optional.of(now) : s.proven();
    return change(tx, s, s.profile(), s.person(), s.chosen(), methods, now, proven);
  }

  /** Has a session's owner watch as that one from now on. */
  public Session as(Handle tx, Session s, Profile profile) {
    return change(tx, s, profile.id(), profile.person(), true, s.methods(), s.shown(), s.proven());
  }

  /** Has a session's owner say first who watches; until then it is nobody. */
  public Session choosing(Handle tx, Session s, Profile owners) {
    return change(tx, s, owners.id(), owners.person(), false, s.methods(), s.shown(), s.proven());
  }

  private Session change(
      Handle tx,
      Session s,
      UUID profile,
      UUID person,
      boolean chosen,
      List<String> methods,
      Instant shown,
      Optional<Instant> proven) {
    Session changed =
        new Session(
            s.id(),
            s.account(),
            profile,
            person,
            chosen,
            s.device(),
            List.copyOf(methods),
            shown,
            proven,
            s.network(),
            s.agent(),
            s.created(),
            s.seen(),
            s.expires());
    SessionStore.change(tx, changed);
    tx.afterCommit(() -> forget(s.id()));
    return changed;
  }

  /** One that is open, locked; empty if it is over. */
  public Optional<Session> open(Handle tx, UUID id) {
    return SessionStore.locked(tx, id).filter(each -> each.expires().isAfter(clock.instant()));
  }

  /** What an account's owner is has changed: what they are signed in to is looked at again. */
  public void lookAgain(Handle tx, UUID account) {
    for (Session each : all(tx, account)) {
      tx.afterCommit(() -> forget(each.id()));
    }
  }

  /** Asks for second factors again from all of an account's devices. */
  public void distrust(Handle tx, UUID account) {
    SessionStore.distrust(tx, account);
  }

  /** The open ones of an account, the one seen last first. */
  public List<Session> all(Handle handle, UUID account) {
    return SessionStore.of(handle, account, clock.instant());
  }

  /** An account's devices, the one seen last first. */
  public List<Device> devices(Handle handle, UUID account) {
    return SessionStore.devices(handle, account);
  }

  /**
   * Forgets a device, and ends what is open from it.
   *
   * @throws Refusal 404
   */
  public void remove(Handle tx, Account account, UUID device) {
    if (!SessionStore.remove(tx, account.id(), device, clock.instant())) {
      throw Refusal.missing("there is no such device");
    }
    for (Session each : all(tx, account.id())) {
      if (each.device().equals(Optional.of(device))) {
        end(tx, account, each.id(), "revoked");
      }
    }
  }

  /** Ends one; what is over stays as it is. */
  public void end(Handle tx, Account account, UUID session, String why) {
    Instant now = now();
    if (SessionStore.end(tx, session, why, now)) {
      tx.afterCommit(() -> forget(session));
      new AccountFacts(tx, "S4.3", now)
          .tell(
              Optional.of(account.person()),
              "token.revoked",
              "session/" + session + "/ended",
              fact -> fact.setTokenRevoked(new TokenRevoked(session.toString(), why)));
    }
  }

  /** Ends all of an account's but one, if one is to stay. */
  public void endAll(Handle tx, Account account, Optional<UUID> but, String why) {
    for (Session each : all(tx, account.id())) {
      if (!but.equals(Optional.of(each.id()))) {
        end(tx, account, each.id(), why);
      }
    }
  }

  /** Forgets what has been over for long; how many. */
  public int forgetOld(Handle tx) {
    return SessionStore.forget(tx, clock.instant().minus(IDLE), AT_ONCE);
  }

  private void forget(UUID session) {
    known.forget(each -> each.session().equals(session));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
