package playhouse.counterparts.oidc;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.openid.connect.sdk.claims.AccessTokenHash;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What is told of who somebody is, and of who has left; rightly or, when told to, wrongly. */
final class Tokens {
  private static final Duration GOOD_FOR = Duration.ofMinutes(5);
  private static final String LOGOUT = "http://schemas.openid.net/event/backchannel-logout";

  private final Signer signer;
  private final String issuer;
  private final Client client;
  private String nonceBefore = "none";

  Tokens(Signer signer, String issuer, Client client) {
    this.signer = signer;
    this.issuer = issuer;
    this.client = client;
  }

  /** Who somebody is. */
  synchronized String of(Issued issued, BearerAccessToken access, Optional<Fault> fault) {
    Instant now = Instant.now();
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer)
            .subject(issued.person().subject())
            .audience(client.id())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(GOOD_FOR)))
            .claim("nonce", issued.nonce())
            .claim("sid", issued.sid())
            .claim("auth_time", now.getEpochSecond())
            .claim("email", issued.person().mail())
            .claim("email_verified", issued.person().verified())
            .claim("at_hash", AccessTokenHash.compute(access, JWSAlgorithm.RS256, null).getValue());
    fault.ifPresent(wrong -> spoil(claims, wrong, now));
    nonceBefore = issued.nonce();
    return signed(claims.build(), fault);
  }

  private void spoil(JWTClaimsSet.Builder claims, Fault fault, Instant now) {
    switch (fault) {
      case WRONG_AUDIENCE -> claims.audience("another");
      case WRONG_PARTY -> claims.audience(List.of(client.id(), "another")).claim("azp", "another");
      case WRONG_ISSUER -> claims.issuer("https://another.example.org");
      case OLD_NONCE -> claims.claim("nonce", nonceBefore);
      case NO_NONCE -> claims.claim("nonce", null);
      case EXPIRED -> claims.expirationTime(Date.from(now.minus(GOOD_FOR)));
      case STALE -> claims.issueTime(Date.from(now.minus(Duration.ofDays(1))));
      case WRONG_HASH -> claims.claim("at_hash", "AAAAAAAAAAAAAAAAAAAAAA");
      default -> {}
    }
  }

  private String signed(JWTClaimsSet claims, Optional<Fault> fault) {
    if (fault.filter(Fault.ALG_NONE::equals).isPresent()) {
      return Signer.unsigned(claims);
    }
    if (fault.filter(Fault.ALG_HS256::equals).isPresent()) {
      return Signer.signShared(claims, client.secret());
    }
    if (fault.filter(Fault.UNKNOWN_KEY::equals).isPresent()) {
      return Signer.signUnknown(claims);
    }
    String token = signer.sign(claims, "JWT");
    if (fault.filter(Fault.TAMPERED::equals).isPresent()) {
      String other = signer.sign(new JWTClaimsSet.Builder(claims).subject("admin").build(), "JWT");
      return other.substring(0, other.lastIndexOf('.')) + token.substring(token.lastIndexOf('.'));
    }
    return token;
  }

  /** That somebody has left. */
  String left(String subject, Optional<String> sid) {
    Instant now = Instant.now();
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer)
            .subject(subject)
            .audience(client.id())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(GOOD_FOR)))
            .jwtID(UUID.randomUUID().toString())
            .claim("events", Map.of(LOGOUT, Map.of()));
    sid.ifPresent(session -> claims.claim("sid", session));
    return signer.sign(claims.build(), "logout+jwt");
  }
}
