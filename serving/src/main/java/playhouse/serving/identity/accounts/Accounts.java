package playhouse.serving.identity.accounts;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.serving.platform.Refusal;

/** Who people are: how accounts come to be, change and end. */
public final class Accounts {
  private final Clock clock;

  /**
   * Who becomes somebody.
   *
   * @param address that they have shown to be theirs
   * @param password what is kept of it; empty for who has other ways in
   */
  public record Wanted(
      Address address, Optional<String> password, String language, Origin origin) {}

  /**
   * Somebody who comes in.
   *
   * @param toAgree what they have not agreed to yet, in its newest version
   */
  public record Entering(Account account, List<Document> toAgree) {}

  /** By that clock. */
  public Accounts(Clock clock) {
    this.clock = clock;
  }

  /** The open one that is reached there; empty if there is none. */
  public Optional<Account> at(Handle handle, Address address) {
    return AccountStore.at(handle, address);
  }

  /** One that there is. */
  public Account get(Handle handle, UUID id) {
    return AccountStore.find(handle, id)
        .orElseThrow(() -> Refusal.missing("there is no such account"));
  }

  /** One that there is, locked. */
  public Account locked(Handle tx, UUID id) {
    return AccountStore.locked(tx, id)
        .orElseThrow(() -> Refusal.missing("there is no such account"));
  }

  /** The same of who comes in, with what they have not agreed to yet. */
  public Entering entering(Handle tx, UUID id) {
    return AccountStore.entering(tx, id, now())
        .orElseThrow(() -> Refusal.missing("there is no such account"));
  }

  /** What is to be agreed to now, in that language. */
  public List<Document> documents(Handle handle, String language) {
    return AccountStore.documents(handle, language, now());
  }

  /** What an account's owner has not agreed to yet. */
  public List<Document> open(Handle handle, Account account) {
    return AccountStore.open(handle, account.id(), account.language(), now());
  }

  /**
   * Opens an account for who has shown that the address is theirs.
   *
   * @param id of the account
   * @param system that does
   * @param agreed versions by kind, as {@code terms/2026-11}
   * @throws Refusal 400 if something is not agreed to that must be; 409 if the address has one
   */
  public Account begin(Handle tx, UUID id, String system, Wanted wanted, List<String> agreed) {
    Instant now = now();
    Account begun =
        new Account(
            id,
            UUID.randomUUID(),
            wanted.password(),
            wanted.language(),
            now,
            Optional.empty(),
            List.of(wanted.address()));
    AccountStore.begin(tx, begun);
    if (!AccountStore.reach(tx, begun.id(), wanted.address(), now)) {
      throw taken();
    }
    agree(tx, begun, agreed);
    String me = begun.language().equals("zh") ? "我" : "Me";
    Profile owner =
        new Profile(begun.id(), begun.id(), begun.person(), me, Optional.empty(), false);
    ProfileStore.begin(tx, owner, now);
    new AccountFacts(tx, system, now).created(begun.person(), wanted.address(), wanted.origin());
    return begun;
  }

  /** The same, of a new id. */
  public Account begin(Handle tx, String system, Wanted wanted, List<String> agreed) {
    return begin(tx, UUID.randomUUID(), system, wanted, agreed);
  }

  /**
   * Puts down what was agreed to.
   *
   * @throws Refusal 400 if something is missing, or is not what is in force
   */
  public void agree(Handle tx, Account account, List<String> agreed) {
    for (Document document : open(tx, account)) {
      if (!agreed.contains(document.kind() + "/" + document.version())) {
        throw Refusal.bad(
            document.kind(), "must be agreed to in its version " + document.version());
      }
      AccountStore.accept(tx, account.id(), document, now());
    }
  }

  /** Sets the password. */
  public void password(Handle tx, UUID account, String hash) {
    AccountStore.password(tx, account, hash);
  }

  /** Since when an account's owner is to look at what lets in; empty if they need not. */
  public Optional<Instant> review(Handle handle, UUID account) {
    return AccountStore.review(handle, account);
  }

  /** Has them be asked to. */
  public void toReview(Handle tx, UUID account) {
    AccountStore.review(tx, account, Optional.of(now()));
  }

  /** They have looked. */
  public void reviewed(Handle tx, UUID account) {
    AccountStore.review(tx, account, Optional.empty());
  }

  /**
   * Has an account be reached at an address that its owner has shown to be theirs.
   *
   * @throws Refusal 409 if another account is reached there
   */
  public void reach(Handle tx, Account account, Address address) {
    if (!AccountStore.reach(tx, account.id(), address, now())) {
      throw taken();
    }
  }

  /** Closes one. */
  public void close(Handle tx, UUID account) {
    AccountStore.close(tx, account, now());
  }

  private static Refusal taken() {
    return Refusal.conflict("address_taken", "the address has an account: sign in");
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
