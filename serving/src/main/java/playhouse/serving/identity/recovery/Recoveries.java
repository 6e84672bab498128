package playhouse.serving.identity.recovery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.serving.identity.accounts.Account;
import playhouse.serving.identity.accounts.Accounts;
import playhouse.serving.identity.mfa.Mfa;
import playhouse.serving.identity.secrets.Borne;
import playhouse.serving.identity.sessions.Where;
import playhouse.serving.identity.signin.HalfSignIn;
import playhouse.serving.identity.signin.SignIn;
import playhouse.serving.identity.signin.Ways;
import playhouse.serving.identity.staff.Staff;
import playhouse.serving.platform.Refusal;

/**
 * The way back for who has lost all second factors. It takes three days in which the owner can say
 * no wherever they are reached, and two of our people: who reads the owner's mail alone comes in
 * neither quickly nor quietly. Source: NIST SP 800-63B-4, account recovery.
 */
public final class Recoveries {
  private static final String TICKET = "rt_";
  private static final Duration WAIT = Duration.ofDays(3);
  private static final Duration GOOD_FOR = Duration.ofDays(7);
  private static final Duration AGAIN = Duration.ofDays(1);

  /** So long nobody asks again after somebody said no. */
  private static final Duration REST = Duration.ofDays(7);

  private static final Duration MONTH = Duration.ofDays(30);
  private static final int AT_ONCE = 100;

  private final Accounts accounts;
  private final SignIn signIn;
  private final Mfa mfa;
  private final Ways ways;
  private final Staff staff;
  private final Notices notices;
  private final Clock clock;

  /**
   * A new one.
   *
   * @param ticket by which whoever asked completes it; told once
   */
  record Begun(Recovery recovery, String ticket) {}

  Recoveries(
      Accounts accounts,
      SignIn signIn,
      Mfa mfa,
      Ways ways,
      Staff staff,
      Notices notices,
      Clock clock) {
    this.accounts = accounts;
    this.signIn = signIn;
    this.mfa = mfa;
    this.ways = ways;
    this.staff = staff;
    this.notices = notices;
    this.clock = clock;
  }

  /**
   * Somebody who has shown a first factor cannot show a second.
   *
   * @throws Refusal 401 if that sign-in is over; 409 if one is open, or somebody said no lately
   */
  Begun begin(Handle tx, UUID half, String statement, Where where) {
    HalfSignIn begun = signIn.half(tx, half);
    Account account = accounts.locked(tx, begun.account());
    Instant now = now();
    if (RecoveryStore.denied(tx, account.id(), now.minus(REST))) {
      throw Refusal.conflict("recovery_denied", "somebody said no to it in the last seven days");
    }
    Recovery recovery =
        new Recovery(
            UUID.randomUUID(),
            account.id(),
            Optional.of(statement),
            where.network(),
            where.agent(),
            "waiting",
            now,
            now.plus(WAIT),
            now.plus(WAIT).plus(GOOD_FOR),
            Optional.empty(),
            List.of());
    String ticket = Borne.fresh(TICKET);
    if (!RecoveryStore.add(tx, recovery, Borne.hash(ticket), now.plus(AGAIN))) {
      throw Refusal.conflict("recovery_open", "it was asked for already, and waits");
    }
    notices.tellAll(tx, account, recovery);
    return new Begun(recovery, ticket);
  }

  /**
   * The one of a ticket.
   *
   * @throws Refusal 401
   */
  Recovery of(Handle handle, String ticket) {
    return RecoveryStore.of(handle, Borne.hash(ticket))
        .orElseThrow(() -> Refusal.notSignedIn("recovery_over", "there is no such recovery"));
  }

  /** Whether it can be completed now. */
  boolean ready(Recovery recovery) {
    return recovery.ready(now());
  }

  /** What others know of the account's owner, and so guess in a password. */
  List<String> known(Handle handle, Recovery recovery) {
    return accounts.get(handle, recovery.account()).addresses().stream()
        .flatMap(address -> address.parts().stream())
        .toList();
  }

  /**
   * All second factors go, and a new password holds; everybody is signed out.
   *
   * @param hash what is kept of the password
   * @return what is left that lets in, by kind
   * @throws Refusal 401, 409
   */
  Map<String, Integer> complete(Handle tx, String ticket, String hash) {
    Recovery known = of(tx, ticket);
    Account account = accounts.locked(tx, known.account());
    Recovery recovery = RecoveryStore.locked(tx, known.id()).orElseThrow();
    if (!recovery.open() || account.closed().isPresent()) {
      throw Refusal.notSignedIn("recovery_over", "this was " + recovery.state() + ": begin anew");
    }
    if (!recovery.ready(now())) {
      throw Refusal.conflict(
          "recovery_not_yet", "it waits until " + recovery.due() + ", and for two of our people");
    }
    if (RecoveryStore.shown(tx, account.id(), recovery.created())) {
      throw Refusal.conflict("recovery_needless", "a second factor was shown meanwhile");
    }
    mfa.forget(tx, account);
    accounts.password(tx, account.id(), hash);
    RecoveryStore.end(tx, recovery.id(), "done", "owner", now());
    return ways.renewed(tx, account, "changed.recovered");
  }

  /** Since when somebody asks to come in to an account so; empty if nobody does. */
  Optional<Recovery> open(Handle handle, UUID account) {
    return RecoveryStore.open(handle, account);
  }

  /**
   * The owner says no, by what stood in a letter.
   *
   * @throws Refusal 401
   */
  void stop(Handle tx, String word) {
    Recovery recovery =
        notices
            .stops(word)
            .flatMap(id -> RecoveryStore.locked(tx, id))
            .orElseThrow(() -> Refusal.notSignedIn("recovery_over", "there is no such recovery"));
    stop(tx, recovery);
  }

  /** The owner says no; what is over stays as it is. */
  void stop(Handle tx, Recovery recovery) {
    if (recovery.open()) {
      RecoveryStore.end(tx, recovery.id(), "stopped", "owner", now());
      signIn.forgetHalves(tx, recovery.account());
    }
  }

  /**
   * One of our people says what they think; a no ends it.
   *
   * @throws Refusal 404; 409 if it is over, or it is their own account
   */
  Recovery say(Handle tx, UUID id, String verdict, String note, String author) {
    Recovery recovery =
        RecoveryStore.locked(tx, id)
            .orElseThrow(() -> Refusal.missing("there is no such recovery"));
    boolean said =
        recovery.words().stream()
            .anyMatch(word -> word.author().equals(author) && word.verdict().equals(verdict));
    if (said) {
      return recovery;
    }
    if (!recovery.open()) {
      throw Refusal.conflict("recovery_decided", "this was " + recovery.state());
    }
    if (staff.subject(tx, recovery.account()).filter(author::equals).isPresent()) {
      throw Refusal.conflict("own_judgement", "nobody decides on their own account");
    }
    RecoveryStore.say(tx, id, new Recovery.Word(author, verdict, note, now()));
    if (verdict.equals("refuse")) {
      RecoveryStore.end(tx, id, "refused", author, now());
    }
    return RecoveryStore.find(tx, id).orElseThrow();
  }

  /** Writes to owners again, and ends what nobody completed; how many. */
  int follow(Handle tx) {
    Instant now = now();
    List<Recovery> due = RecoveryStore.due(tx, now, AT_ONCE);
    for (Recovery each : due) {
      if (!now.isBefore(each.expires())) {
        RecoveryStore.end(tx, each.id(), "over", "time", now);
      } else {
        notices.remind(tx, accounts.get(tx, each.account()), each);
        Instant then = now.plus(AGAIN);
        boolean last = now.isAfter(each.due());
        RecoveryStore.remind(tx, each.id(), last ? Optional.empty() : Optional.of(then));
      }
    }
    return due.size() + RecoveryStore.forget(tx, now.minus(MONTH));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
