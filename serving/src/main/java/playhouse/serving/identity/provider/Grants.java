package playhouse.serving.identity.provider;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.facts.TokenRefreshed;
import playhouse.contracts.facts.TokenRevoked;
import playhouse.serving.identity.accounts.AccountFacts;
import playhouse.serving.identity.secrets.Borne;
import playhouse.serving.identity.sessions.Session;

/**
 * What clients were given. A code and a refresh token are taken once: one that comes again was
 * stolen, and nobody can tell from whom, so all that followed from it ends.
 */
final class Grants {
  private static final String SYSTEM = "S4.3";
  private static final String CODE = "oc_";
  private static final String REFRESH = "or_";
  private static final Duration CODE_GOOD_FOR = Duration.ofMinutes(1);
  private static final Duration REFRESH_GOOD_FOR = Duration.ofDays(30);
  private static final Duration LONGEST = Duration.ofDays(200);
  private static final int AT_ONCE = 1_000;

  private final Clock clock;
  private final Notices notices;
  private final Consumer<UUID> ended;

  /** What a code or refresh token was taken for, or why not. */
  sealed interface Taken {
    /** That. */
    record Good(Grant grant, Optional<String> nonce) implements Taken {}

    /** Nothing; what was put down of it stays. */
    record Bad(String why) implements Taken {}
  }

  /**
   * By that clock.
   *
   * @param ended told at once of each that ends here
   */
  Grants(Clock clock, Notices notices, Consumer<UUID> ended) {
    this.clock = clock;
    this.notices = notices;
    this.ended = ended;
  }

  /** A code for what a session's owner lets a client in to. */
  String code(
      Handle tx,
      Client client,
      Session session,
      List<String> scopes,
      String redirect,
      String challenge,
      Optional<String> nonce) {
    Grant grant =
        new Grant(
            UUID.randomUUID(),
            client.id(),
            Optional.of(session.id()),
            Optional.of(session.person()),
            scopes,
            now(),
            Optional.empty());
    GrantStore.begin(tx, grant);
    String code = Borne.fresh(CODE);
    GrantStore.code(
        tx,
        Borne.hash(code),
        new GrantStore.Code(grant.id(), redirect, challenge, nonce, false),
        now().plus(CODE_GOOD_FOR));
    return code;
  }

  /** What a machine is let in to, as itself. */
  Grant machine(Handle tx, Client client, String role) {
    Grant grant =
        new Grant(
            UUID.randomUUID(),
            client.id(),
            Optional.empty(),
            Optional.empty(),
            List.of(role),
            now(),
            Optional.empty());
    GrantStore.begin(tx, grant);
    return grant;
  }

  /** Takes a code. */
  Taken take(Handle tx, Client client, String code, String redirect, String verifier) {
    Optional<GrantStore.Code> found = GrantStore.take(tx, Borne.hash(code), now());
    if (found.isEmpty()) {
      return new Taken.Bad("there is no such code, or it is good no longer");
    }
    if (found.get().used()) {
      revoke(tx, found.get().grant(), "reused");
      return new Taken.Bad("the code was taken before");
    }
    Optional<Grant> grant =
        GrantStore.live(tx, found.get().grant(), now())
            .filter(each -> each.client().equals(client.id()))
            .filter(each -> found.get().redirect().equals(redirect))
            .filter(each -> same(found.get().challenge(), verifier));
    if (grant.isEmpty()) {
      // Taken by who should not have it: nobody else takes it either.
      revoke(tx, found.get().grant(), "revoked");
      return new Taken.Bad("the code was given to another client, place or verifier");
    }
    return new Taken.Good(grant.get(), found.get().nonce());
  }

  private static boolean same(String challenge, String verifier) {
    String made = Base64.getUrlEncoder().withoutPadding().encodeToString(Borne.hash(verifier));
    return MessageDigest.isEqual(
        made.getBytes(StandardCharsets.US_ASCII), challenge.getBytes(StandardCharsets.US_ASCII));
  }

  /** What the next token is given for. */
  String refresh(Handle tx, Grant grant) {
    String token = Borne.fresh(REFRESH);
    GrantStore.refresh(tx, Borne.hash(token), grant.id(), now().plus(REFRESH_GOOD_FOR));
    return token;
  }

  /** Takes one of those. */
  Taken refreshed(Handle tx, Client client, String token) {
    byte[] hash = Borne.hash(token);
    Optional<GrantStore.Refresh> found = GrantStore.refresh(tx, hash, now());
    if (found.isEmpty()) {
      return new Taken.Bad("there is no such token, or it is good no longer");
    }
    Optional<Grant> grant =
        GrantStore.live(tx, found.get().grant(), now())
            .filter(each -> each.client().equals(client.id()));
    if (found.get().used() || grant.isEmpty()) {
      revoke(tx, found.get().grant(), "reused");
      return new Taken.Bad("the token was taken before, or what it is for is over");
    }
    GrantStore.used(tx, hash, now());
    new AccountFacts(tx, SYSTEM, now())
        .tell(
            grant.get().person(),
            "token.refreshed",
            "grant/"
                + grant.get().id()
                + "/refreshed/"
                + Base64.getUrlEncoder().encodeToString(hash),
            fact -> fact.setTokenRefreshed(new TokenRefreshed(client.id())));
    return new Taken.Good(grant.get(), Optional.empty());
  }

  /** The one that a refresh token belongs to, if there is one. */
  Optional<Grant> of(Handle tx, String refresh) {
    return GrantStore.refresh(tx, Borne.hash(refresh), now())
        .flatMap(found -> GrantStore.live(tx, found.grant(), now()));
  }

  /** One that is good still. */
  Optional<Grant> live(Handle handle, UUID id) {
    return GrantStore.live(handle, id, now());
  }

  /** Ends one; what is over stays as it is. */
  void revoke(Handle tx, UUID grant, String why) {
    GrantStore.revoke(tx, grant, now()).ifPresent(was -> over(tx, was, why));
  }

  /** Ends all of a client's. */
  void revokeAll(Handle tx, String client) {
    GrantStore.revokeAll(tx, client, now()).forEach(was -> over(tx, was, "revoked"));
  }

  /** Ends those whose session is over, and has their clients told; how many. */
  int follow(Handle tx) {
    List<Grant> left = GrantStore.revokeLeft(tx, now(), AT_ONCE);
    for (Grant each : left) {
      over(tx, each, "signed-out");
      notices.add(tx, each, now());
    }
    return left.size();
  }

  private void over(Handle tx, Grant was, String why) {
    tx.afterCommit(() -> ended.accept(was.id()));
    new AccountFacts(tx, SYSTEM, now())
        .tell(
            was.person(),
            "token.revoked",
            "grant/" + was.id() + "/revoked",
            fact -> fact.setTokenRevoked(new TokenRevoked(was.client(), why)));
  }

  /** Forgets what is over; how many. */
  int forgetOld(Handle tx) {
    return GrantStore.forget(tx, now().minus(Duration.ofHours(1)), now().minus(LONGEST), AT_ONCE);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
