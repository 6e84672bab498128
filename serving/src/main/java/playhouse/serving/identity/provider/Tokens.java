package playhouse.serving.identity.provider;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.openid.connect.sdk.claims.AccessTokenHash;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import playhouse.contracts.Role;
import playhouse.serving.identity.provider.signing.SigningKeys;
import playhouse.serving.identity.secrets.Remembered;
import playhouse.serving.identity.sessions.Session;
import playhouse.serving.platform.access.Caller;
import playhouse.serving.platform.access.KnownMachines;
import playhouse.serving.platform.store.ServicesDatabase;

/**
 * What we sign: who somebody is, what a client may, who has left. What ends is over at once in this
 * process, and in others within five seconds.
 */
final class Tokens implements KnownMachines {
  /** How long one is good. */
  static final Duration GOOD_FOR = Duration.ofMinutes(10);

  /** With it a client asks in the name of whom it has signed in. */
  static final String IN_THEIR_NAME = "api";

  private static final JOSEObjectType ACCESS = new JOSEObjectType("at+jwt");
  private static final String LOGOUT = "http://schemas.openid.net/event/backchannel-logout";
  private static final int MOST_REMEMBERED = 50_000;

  private final ServicesDatabase database;
  private final SigningKeys keys;
  private final String issuer;
  private final Clock clock;
  private final Remembered<Known> known = new Remembered<>(MOST_REMEMBERED);

  private record Known(Grant grant, Instant end) {}

  Tokens(ServicesDatabase database, SigningKeys keys, String issuer, Clock clock) {
    this.database = database;
    this.keys = keys;
    this.issuer = issuer;
    this.clock = clock;
  }

  /** What signs now. To be asked for outside of any transaction: it may be looked for. */
  RSAKey signing() {
    return keys.signing();
  }

  /** Lets a client ask. */
  String access(Grant grant, RSAKey key) {
    JWTClaimsSet.Builder claims =
        claims(grant.person().map(UUID::toString).orElse(grant.client()), issuer)
            .claim("client_id", grant.client())
            .claim("scope", String.join(" ", grant.scopes()))
            .claim("grant", grant.id().toString());
    roles(claims, grant);
    return signed(claims.build(), ACCESS, key);
  }

  /** Tells a client who somebody is. */
  String identity(Grant grant, Session session, Optional<String> nonce, String access, RSAKey key) {
    JWTClaimsSet.Builder claims =
        claims(grant.person().orElseThrow().toString(), grant.client())
            .claim("sid", session.id().toString())
            .claim("auth_time", session.shown().getEpochSecond())
            .claim("amr", session.methods())
            .claim(
                "at_hash",
                AccessTokenHash.compute(new BearerAccessToken(access), JWSAlgorithm.RS256, null)
                    .getValue());
    nonce.ifPresent(said -> claims.claim("nonce", said));
    roles(claims, grant);
    return signed(claims.build(), JOSEObjectType.JWT, key);
  }

  /** What they are here, for a console; when they ask, it is looked at anew. */
  private static void roles(JWTClaimsSet.Builder claims, Grant grant) {
    grant
        .caller()
        .ifPresent(
            staff ->
                claims
                    .claim("roles", List.of(staff.role().text()))
                    .claim("preferred_username", staff.name()));
  }

  /** Tells a client that somebody has left. */
  String left(String client, UUID person, UUID session) {
    JWTClaimsSet claims =
        claims(person.toString(), client)
            .claim("sid", session.toString())
            .claim("events", Map.of(LOGOUT, Map.of()))
            .build();
    return signed(claims, new JOSEObjectType("logout+jwt"), keys.signing());
  }

  private JWTClaimsSet.Builder claims(String subject, String audience) {
    Instant now = clock.instant();
    return new JWTClaimsSet.Builder()
        .issuer(issuer)
        .subject(subject)
        .audience(audience)
        .jwtID(UUID.randomUUID().toString())
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plus(GOOD_FOR)));
  }

  private static String signed(JWTClaimsSet claims, JOSEObjectType type, RSAKey key) {
    try {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).type(type).build(),
              claims);
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("a key of ours that does not sign", e);
    }
  }

  /** What an access token was given for; empty if it is none of ours, or good no longer. */
  Optional<Grant> grant(String token) {
    return known
        .of(token, found -> found.end().isAfter(clock.instant()), this::look)
        .map(Known::grant);
  }

  private Optional<Known> look(String token) {
    Optional<JWTClaimsSet> claims =
        ours(token, ACCESS).filter(each -> List.of(issuer).equals(each.getAudience()));
    if (claims.isEmpty()) {
      return Optional.empty();
    }
    Instant end = claims.get().getExpirationTime().toInstant();
    UUID grant = UUID.fromString(String.valueOf(claims.get().getClaim("grant")));
    return database
        .read(handle -> GrantStore.live(handle, grant, clock.instant()))
        .map(live -> new Known(live, end));
  }

  /** What a token that we have signed says, whether or not it is good still. */
  Optional<JWTClaimsSet> ours(String token, JOSEObjectType type) {
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      if (!type.equals(jwt.getHeader().getType())
          || !JWSAlgorithm.RS256.equals(jwt.getHeader().getAlgorithm())
          || jwt.getHeader().getKeyID() == null) {
        return Optional.empty();
      }
      Optional<RSAKey> key = keys.named(jwt.getHeader().getKeyID());
      return key.isPresent() && jwt.verify(new RSASSAVerifier(key.get().toRSAPublicKey()))
          ? Optional.of(jwt.getJWTClaimsSet()).filter(each -> issuer.equals(each.getIssuer()))
          : Optional.empty();
    } catch (ParseException | JOSEException e) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<Caller> caller(String token) {
    return bears(token) ? grant(token).flatMap(Tokens::caller) : Optional.empty();
  }

  /** Whether it says that it is one: most that are borne are not, and are not looked at closer. */
  private static boolean bears(String token) {
    int dot = token.indexOf('.');
    if (dot < 0) {
      return false;
    }
    try {
      byte[] header = Base64.getUrlDecoder().decode(token.substring(0, dot));
      return new String(header, StandardCharsets.UTF_8).contains(ACCESS.getType());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Optional<Caller> caller(Grant grant) {
    if (grant.person().isPresent()) {
      return grant
          .person()
          .filter(person -> grant.scopes().contains(IN_THEIR_NAME))
          .map(
              person -> grant.caller().orElseGet(() -> new Caller(Role.VIEWER, person.toString())));
    }
    return grant.scopes().stream()
        .flatMap(scope -> Role.of(scope).stream())
        .findFirst()
        .map(role -> new Caller(role, grant.client()));
  }

  /** One has ended: it is over at once in this process, and in others when they look again. */
  void forget(UUID grant) {
    known.forget(each -> each.grant().id().equals(grant));
  }
}
