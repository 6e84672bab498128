package playhouse.serving.identity.staff;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.Role;
import playhouse.serving.identity.accounts.Account;
import playhouse.serving.identity.accounts.Accounts;
import playhouse.serving.identity.accounts.Letters;
import playhouse.serving.identity.sessions.Sessions;
import playhouse.serving.platform.Refusal;

/**
 * Who works here. Admins give roles; where there are two, a new admin needs both. Every other admin
 * is told, and there is always one.
 */
public final class Staff {
  private static final Duration NEWS = Duration.ofDays(2);

  private final Accounts accounts;
  private final Sessions sessions;
  private final Letters letters;
  private final Clock clock;

  /** With these. */
  public Staff(Accounts accounts, Sessions sessions, Letters letters, Clock clock) {
    this.accounts = accounts;
    this.sessions = sessions;
    this.letters = letters;
    this.clock = clock;
  }

  /** What an account's owner is, as it stands in the audit log; empty if they do not work here. */
  public Optional<String> subject(Handle handle, UUID account) {
    return StaffStore.of(handle, account).map(Member::subject);
  }

  /**
   * Refuses that an account goes whose owner is the last admin.
   *
   * @throws Refusal 409
   */
  public void mayGo(Handle tx, UUID account) {
    StaffStore.lock(tx);
    StaffStore.of(tx, account).ifPresent(member -> refuseLast(tx, member));
  }

  List<Member> all(Handle handle) {
    return StaffStore.all(handle);
  }

  /**
   * Gives somebody a role; that of an admin is theirs once a second admin agrees, if there is one.
   *
   * @param by who gives it
   * @throws Refusal 409 if they have one, or somebody has that name
   */
  Member give(Handle tx, Account account, Role role, String name, String by) {
    StaffStore.lock(tx);
    boolean waits = role == Role.ADMIN && admins(tx).size() > 1;
    Member given = add(tx, account, role, name, by, !waits);
    if (!waits) {
      holds(tx, given);
    }
    tell(tx, given, by, waits ? "staff.asked" : "staff.given");
    return given;
  }

  /**
   * The first admin, by the word that lies in the home.
   *
   * @throws Refusal 409 if there was one before
   */
  Member first(Handle tx, Account account, String name) {
    StaffStore.lock(tx);
    if (StaffStore.everAdmin(tx)) {
      throw Refusal.conflict("first_admin_taken", "there was an admin before: ask one");
    }
    Member given = add(tx, account, Role.ADMIN, name, "home", true);
    holds(tx, given);
    return given;
  }

  private Member add(Handle tx, Account account, Role role, String name, String by, boolean holds) {
    Instant now = now();
    Member given =
        new Member(
            UUID.randomUUID(),
            account.id(),
            role,
            name,
            now,
            by,
            holds ? Optional.of(now) : Optional.empty(),
            Optional.empty());
    if (!StaffStore.add(tx, given)) {
      throw Refusal.conflict("staff_taken", "the account has a role, or somebody has that name");
    }
    return given;
  }

  /**
   * A second admin agrees.
   *
   * @throws Refusal 404; 409 if they are the one who asked
   */
  Member agree(Handle tx, UUID id, String by) {
    StaffStore.lock(tx);
    Member asked = find(tx, id);
    if (asked.held().isPresent()) {
      return asked;
    }
    if (asked.askedBy().equals(by)) {
      throw Refusal.conflict("second_person_needed", "another admin must agree");
    }
    StaffStore.hold(tx, id, by, now());
    Member held = find(tx, id);
    holds(tx, held);
    tell(tx, held, by, "staff.given");
    return held;
  }

  /**
   * Takes a role away; what its owner is signed in to is over.
   *
   * @throws Refusal 404; 409 if they are the last admin
   */
  void end(Handle tx, UUID id, String by) {
    StaffStore.lock(tx);
    Member member = find(tx, id);
    refuseLast(tx, member);
    tell(tx, member, by, "staff.ended");
    StaffStore.end(tx, id, by, now());
    sessions.endAll(tx, accounts.get(tx, member.account()), Optional.empty(), "revoked");
  }

  private static void refuseLast(Handle tx, Member member) {
    boolean counts = member.role() == Role.ADMIN && member.held().isPresent();
    if (counts && admins(tx).size() == 1) {
      throw Refusal.conflict("last_admin", "there must be an admin: give somebody the role first");
    }
  }

  private static List<Member> admins(Handle tx) {
    return StaffStore.all(tx).stream()
        .filter(member -> member.role() == Role.ADMIN && member.held().isPresent())
        .toList();
  }

  private static Member find(Handle tx, UUID id) {
    return StaffStore.find(tx, id)
        .orElseThrow(() -> Refusal.missing("there is nobody of that id who works here"));
  }

  private void holds(Handle tx, Member member) {
    sessions.lookAgain(tx, member.account());
    // A device that was trusted as a viewer's is not as theirs.
    sessions.distrust(tx, member.account());
  }

  /** Tells whom it is about, and every admin. */
  private void tell(Handle tx, Member member, String by, String what) {
    admins(tx).stream()
        .map(Member::account)
        .filter(admin -> !admin.equals(member.account()))
        .forEach(admin -> tell(tx, accounts.get(tx, admin), member, by, what));
    tell(tx, accounts.get(tx, member.account()), member, by, what);
  }

  private void tell(Handle tx, Account account, Member member, String by, String what) {
    String words =
        Letters.word(account.language(), what)
            .replace("{1}", by)
            .replace("{2}", member.role().text())
            .replace("{3}", member.name());
    account
        .best()
        .ifPresent(
            address ->
                letters.send(
                    tx,
                    address,
                    account.language(),
                    Letters.Letter.STAFF,
                    now().plus(NEWS),
                    words));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
