package playhouse.serving.identity.provider;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Role;
import playhouse.serving.identity.secrets.Borne;
import playhouse.serving.platform.Refusal;

/** Who may have people signed in by us, and how they show that it is they. */
final class Clients {
  private static final String PREFIX = "cs_";
  private static final Set<String> HERE = Set.of("127.0.0.1", "localhost", "[::1]");

  private final Clock clock;

  /**
   * A new one.
   *
   * @param secret told once; empty if it has none
   */
  record Added(Client client, Optional<String> secret) {}

  /** By that clock. */
  Clients(Clock clock) {
    this.clock = clock;
  }

  /**
   * Lets one in.
   *
   * @param open whether it can keep no secret
   * @throws Refusal 400 if an address is none that people may be sent to; 409 if the name is taken
   */
  Added add(
      Handle tx,
      String id,
      String title,
      Optional<Role> role,
      List<String> redirects,
      List<String> afterSignOut,
      Optional<String> told,
      boolean open) {
    redirects.forEach(uri -> check("redirects", uri));
    afterSignOut.forEach(uri -> check("afterSignOut", uri));
    told.ifPresent(uri -> check("told", uri));
    if (role.isPresent() == !redirects.isEmpty()) {
      throw Refusal.bad("redirects", "must be given, or a role");
    }
    if (role.isPresent() && open) {
      throw Refusal.bad("open", "must be false for a machine");
    }
    Client client =
        new Client(
            id,
            title,
            role,
            redirects,
            afterSignOut,
            told,
            clock.instant().truncatedTo(ChronoUnit.MICROS));
    Optional<String> secret = open ? Optional.empty() : Optional.of(Borne.fresh(PREFIX));
    if (!ClientStore.add(tx, client, secret.map(Borne::hash).orElse(null))) {
      throw Refusal.conflict("client_taken", "there is, or was, a client of that name");
    }
    return new Added(client, secret);
  }

  private static void check(String field, String text) {
    try {
      URI uri = URI.create(text);
      boolean here = "http".equals(uri.getScheme()) && HERE.contains(String.valueOf(uri.getHost()));
      if (("https".equals(uri.getScheme()) || here)
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawFragment() == null) {
        return;
      }
    } catch (IllegalArgumentException e) {
      // Refused below.
    }
    throw Refusal.bad(field, "must be https addresses without a fragment");
  }

  /** One, if there is one. */
  Optional<Client> find(Handle handle, String id) {
    return ClientStore.find(handle, id);
  }

  /** All of them. */
  List<Client> all(Handle handle) {
    return ClientStore.all(handle);
  }

  /** Takes one away; false if there is none such. */
  boolean remove(Handle tx, String id) {
    return ClientStore.remove(tx, id, clock.instant());
  }

  /**
   * The one that sends a form, as it shows by its secret, in the header or in the form, if it has
   * one.
   *
   * @throws OAuthFailure if it does not
   */
  Client shown(Handle handle, Optional<String> header, Map<String, String> form) {
    Login login =
        header
            .flatMap(Clients::basic)
            .orElseGet(() -> new Login(form.get("client_id"), form.get("client_secret")));
    if (login.id() == null) {
      throw OAuthFailure.client();
    }
    Client client = find(handle, login.id()).orElseThrow(OAuthFailure::client);
    Optional<byte[]> kept = ClientStore.secret(handle, client.id());
    boolean right =
        kept.isEmpty()
            ? login.secret() == null
            : login.secret() != null
                && MessageDigest.isEqual(kept.get(), Borne.hash(login.secret()));
    if (!right) {
      throw OAuthFailure.client();
    }
    return client;
  }

  private record Login(@Nullable String id, @Nullable String secret) {}

  private static Optional<Login> basic(String header) {
    if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
      return Optional.empty();
    }
    try {
      String both =
          new String(
              Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
      int colon = both.indexOf(':');
      if (colon < 0) {
        throw OAuthFailure.client();
      }
      return Optional.of(
          new Login(decoded(both.substring(0, colon)), decoded(both.substring(colon + 1))));
    } catch (IllegalArgumentException e) {
      throw OAuthFailure.client();
    }
  }

  private static String decoded(String text) {
    return java.net.URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
