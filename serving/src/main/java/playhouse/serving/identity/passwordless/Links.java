package playhouse.serving.identity.passwordless;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.facts.LinkConsumed;
import playhouse.contracts.facts.LinkExpired;
import playhouse.contracts.facts.LinkSent;
import playhouse.serving.identity.accounts.Account;
import playhouse.serving.identity.accounts.AccountFacts;
import playhouse.serving.identity.accounts.Accounts;
import playhouse.serving.identity.accounts.Address;
import playhouse.serving.identity.accounts.Errands;
import playhouse.serving.identity.secrets.Borne;

/**
 * Links to come in with. What lets one in stands after the #, which no browser or scanner sends
 * when it opens the link; it is used only when the page posts it, after its reader has said so.
 */
final class Links {
  private static final String SYSTEM = "S4.2";
  private static final String PREFIX = "pl_";
  static final Duration GOOD_FOR = Duration.ofMinutes(15);
  private static final Duration WINDOW = Duration.ofHours(1);
  private static final int MOST = 5;
  private static final int AT_ONCE = 1_000;

  private final URI web;
  private final Accounts accounts;
  private final Errands errands;
  private final Clock clock;

  /** Somebody who came by one; {@code next} is a path of ours. */
  record Came(Account account, String next) {}

  /** To that site. */
  Links(URI web, Accounts accounts, Errands errands, Clock clock) {
    this.web = web;
    this.accounts = accounts;
    this.errands = errands;
    this.clock = clock;
    errands.whenLinkSent(this::sent);
  }

  /** Has one sent to who has an account there; more than five an hour are not. */
  void send(Handle tx, Address address, String language, String next) {
    Instant now = now();
    if (LinkStore.since(tx, address, now.minus(WINDOW)) >= MOST) {
      return;
    }
    String token = Borne.fresh(PREFIX);
    LinkStore.Link link = new LinkStore.Link(UUID.randomUUID(), address, next);
    LinkStore.begin(tx, link, Borne.hash(token), now, now.plus(GOOD_FOR));
    String url = web.resolve("/sign-in/link") + "#" + token;
    errands.link(tx, address, language, url, link.id(), GOOD_FOR);
  }

  private void sent(Handle tx, UUID link, Account account) {
    LinkStore.sent(tx, link, account.id());
    tell(tx, account, "link.sent", link, "sent");
  }

  /** Whom one would let in; it stays good. */
  Optional<Account> whose(Handle tx, String token) {
    return LinkStore.locked(tx, Borne.hash(token), clock.instant())
        .flatMap(link -> accounts.at(tx, link.address()));
  }

  /** Who comes by one; it is good no longer. */
  Optional<Came> come(Handle tx, String token) {
    Optional<LinkStore.Link> link = LinkStore.locked(tx, Borne.hash(token), clock.instant());
    Optional<Account> account = link.flatMap(known -> accounts.at(tx, known.address()));
    if (link.isEmpty() || account.isEmpty()) {
      return Optional.empty();
    }
    LinkStore.used(tx, link.get(), now());
    tell(tx, account.get(), "link.consumed", link.get().id(), "consumed");
    return Optional.of(new Came(account.get(), link.get().next()));
  }

  /** Has none that was sent to an account's owner be good any more. */
  void renewed(Handle tx, Account account) {
    for (Address address : account.addresses()) {
      LinkStore.used(tx, new LinkStore.Link(account.id(), address, "/"), now());
    }
  }

  /** Forgets those whose time is over, and tells of those that led nowhere; how many. */
  int forgetOld(Handle tx) {
    var unused = LinkStore.forget(tx, now().minus(WINDOW), AT_ONCE);
    for (LinkStore.Unused each : unused) {
      tell(tx, accounts.get(tx, each.account()), "link.expired", each.id(), "expired");
    }
    return unused.size();
  }

  private void tell(Handle tx, Account account, String type, UUID link, String what) {
    String id = link.toString();
    new AccountFacts(tx, SYSTEM, now())
        .tell(
            Optional.of(account.person()),
            type,
            "link/" + id + "/" + what,
            fact -> {
              switch (what) {
                case "sent" -> fact.setLinkSent(new LinkSent(id));
                case "consumed" -> fact.setLinkConsumed(new LinkConsumed(id));
                default -> fact.setLinkExpired(new LinkExpired(id));
              }
            });
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
