package playhouse.batch.jobapi;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import playhouse.contracts.Role;

/**
 * Tells who asks by a token (JWT, RS256) that the house has signed, as bearer or, since Livy's
 * clients know nothing else, as the password of Basic.
 */
record Callers(Path keyFile, InstantSource clock) {
  private static final String ISSUER = "playhouse";
  private static final Set<Role> MAY = Set.of(Role.SERVICE, Role.OPERATOR, Role.ADMIN);

  /**
   * The subject of whoever sent that header.
   *
   * @throws Refused 401 if we know nobody by it, 403 if they may not run jobs
   */
  String of(Optional<String> authorization) {
    String subject =
        authorization
            .flatMap(Callers::token)
            .flatMap(this::subject)
            .orElseThrow(Refused::unauthenticated);
    String role = subject.replaceFirst("\\..*", "");
    if (Role.of(role).filter(MAY::contains).isEmpty()) {
      throw Refused.forbidden(role);
    }
    return subject;
  }

  private static Optional<String> token(String header) {
    int space = header.indexOf(' ');
    String scheme = space < 0 ? "" : header.substring(0, space);
    String rest = header.substring(space + 1).strip();
    if (scheme.equalsIgnoreCase("Bearer")) {
      return Optional.of(rest);
    }
    if (!scheme.equalsIgnoreCase("Basic")) {
      return Optional.empty();
    }
    try {
      String pair = new String(Base64.getDecoder().decode(rest), StandardCharsets.UTF_8);
      return Optional.of(pair.substring(pair.indexOf(':') + 1));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Optional<String> subject(String token) {
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      // The algorithm is ours to choose, not the token's.
      if (!jwt.getHeader().getAlgorithm().equals(JWSAlgorithm.RS256)
          || !jwt.verify(new RSASSAVerifier(key()))) {
        return Optional.empty();
      }
      JWTClaimsSet claims = jwt.getJWTClaimsSet();
      Date end = claims.getExpirationTime();
      boolean good =
          ISSUER.equals(claims.getIssuer())
              && end != null
              && end.toInstant().isAfter(clock.instant());
      return good ? Optional.ofNullable(claims.getSubject()) : Optional.empty();
    } catch (ParseException | JOSEException e) {
      return Optional.empty();
    }
  }

  private RSAPublicKey key() {
    try {
      String text = Files.readString(keyFile).replaceAll("-----[A-Z ]+-----", "");
      X509EncodedKeySpec spec = new X509EncodedKeySpec(Base64.getMimeDecoder().decode(text));
      return (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(spec);
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw Refused.unavailable("tokens cannot be checked: the house's key cannot be read");
    }
  }
}
