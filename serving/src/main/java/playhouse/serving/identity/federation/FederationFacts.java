package playhouse.serving.identity.federation;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.facts.IdentityLinked;
import playhouse.contracts.facts.IdentityUnlinked;
import playhouse.contracts.facts.SsoSignedIn;
import playhouse.serving.identity.accounts.AccountFacts;

/** Tells who came in through another provider, and what was linked. */
final class FederationFacts {
  private static final String SYSTEM = "S4.3";

  private FederationFacts() {}

  static void signedIn(Handle tx, Instant now, UUID person, UUID session, String issuer) {
    new AccountFacts(tx, SYSTEM, now)
        .tell(
            Optional.of(person),
            "sso.signed.in",
            "session/" + session + "/sso",
            fact -> fact.setSsoSignedIn(new SsoSignedIn(issuer)));
  }

  static void linked(Handle tx, Instant now, UUID person, String issuer) {
    new AccountFacts(tx, SYSTEM, now)
        .tell(
            Optional.of(person),
            "identity.linked",
            id(person, issuer, now),
            fact -> fact.setIdentityLinked(new IdentityLinked(issuer)));
  }

  static void unlinked(Handle tx, Instant now, UUID person, String issuer) {
    new AccountFacts(tx, SYSTEM, now)
        .tell(
            Optional.of(person),
            "identity.unlinked",
            id(person, issuer, now),
            fact -> fact.setIdentityUnlinked(new IdentityUnlinked(issuer)));
  }

  /** A person has one account there, and links it again only after unlinking it. */
  private static String id(UUID person, String issuer, Instant now) {
    return "identity/" + person + "/" + issuer + "/" + now;
  }
}
