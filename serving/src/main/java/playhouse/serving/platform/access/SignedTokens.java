package playhouse.serving.platform.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tokens (JWT, RS256) that the house has signed. What was checked is remembered for a minute, for a
 * signature costs more than everything else about a request.
 */
public final class SignedTokens {
  private static final Logger LOG = LoggerFactory.getLogger(SignedTokens.class);
  private static final String ISSUER = "playhouse";
  private static final int REMEMBERED = 50_000;
  private static final Duration REMEMBERED_FOR = Duration.ofMinutes(1);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final Path keyFile;
  private final Clock clock;
  private final Cache<String, Good> good =
      Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(REMEMBERED_FOR).build();
  private @Nullable JWSVerifier verifier;
  private Instant looked = Instant.MIN;

  private record Good(Caller caller, Instant end) {}

  /**
   * Checked with the public key in that file (PEM), which may come later.
   *
   * @param clock by which tokens end
   */
  public SignedTokens(Path keyFile, Clock clock) {
    this.keyFile = keyFile;
    this.clock = clock;
  }

  /** Whose token it is; empty if it is none of ours or has ended. */
  Optional<Caller> caller(String token) {
    if (token.indexOf('.') < 0) {
      // A key, most likely, which every machine's request bears: no failure needs to find that out.
      return Optional.empty();
    }
    Good known = good.getIfPresent(token);
    if (known == null) {
      known = check(token).orElse(null);
      if (known == null) {
        return Optional.empty();
      }
      good.put(token, known);
    }
    return known.end().isAfter(clock.instant()) ? Optional.of(known.caller()) : Optional.empty();
  }

  private Optional<Good> check(String token) {
    JWSVerifier checker = verifier();
    if (checker == null) {
      return Optional.empty();
    }
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      // The algorithm is ours to choose, not the token's.
      if (!jwt.getHeader().getAlgorithm().equals(JWSAlgorithm.RS256) || !jwt.verify(checker)) {
        return Optional.empty();
      }
      JWTClaimsSet claims = jwt.getJWTClaimsSet();
      Date end = claims.getExpirationTime();
      if (!ISSUER.equals(claims.getIssuer()) || claims.getSubject() == null || end == null) {
        return Optional.empty();
      }
      return Caller.of(claims.getSubject()).map(caller -> new Good(caller, end.toInstant()));
    } catch (ParseException | JOSEException e) {
      return Optional.empty();
    }
  }

  private synchronized @Nullable JWSVerifier verifier() {
    Instant now = clock.instant();
    if (verifier == null && looked.isBefore(now.minus(LOOK_EVERY))) {
      looked = now;
      verifier = read();
    }
    return verifier;
  }

  private @Nullable JWSVerifier read() {
    try {
      String text = Files.readString(keyFile).replaceAll("-----[A-Z ]+-----", "");
      X509EncodedKeySpec spec = new X509EncodedKeySpec(Base64.getMimeDecoder().decode(text));
      return new RSASSAVerifier((RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(spec));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      LOG.warn("tokens cannot be checked with {}: {}", keyFile, e.toString());
      return null;
    }
  }
}
