package playhouse.counterparts.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The provider's keys, the newest last, and what is signed with them. */
final class Signer {
  private static final int BITS = 2048;

  /** Made before it is asked for: a key takes longer at times than a client waits. */
  private static final RSAKey UNKNOWN = key();

  private final List<RSAKey> keys = new ArrayList<>(List.of(key()));

  /** Signs with a new key from now on, and forgets the old ones. */
  synchronized void rotate() {
    keys.clear();
    keys.add(key());
  }

  /** What is published. */
  synchronized JWKSet published() {
    return new JWKSet(keys.stream().<JWK>map(RSAKey::toPublicJWK).toList());
  }

  /** Signed with the newest. */
  synchronized String sign(JWTClaimsSet claims, String type) {
    return sign(claims, type, keys.get(keys.size() - 1));
  }

  /** Signed with one that nobody knows. */
  static String signUnknown(JWTClaimsSet claims) {
    return sign(claims, "JWT", UNKNOWN);
  }

  /** Signed with what the client knows, too. */
  static String signShared(JWTClaimsSet claims, String secret) {
    try {
      SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
      token.sign(new MACSigner(secret.getBytes(StandardCharsets.UTF_8)));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Signed by nobody. */
  static String unsigned(JWTClaimsSet claims) {
    return new PlainJWT(claims).serialize();
  }

  private static String sign(JWTClaimsSet claims, String type, RSAKey key) {
    try {
      JWSHeader header =
          new JWSHeader.Builder(JWSAlgorithm.RS256)
              .keyID(key.getKeyID())
              .type(new JOSEObjectType(type))
              .build();
      SignedJWT token = new SignedJWT(header, claims);
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RSAKey key() {
    try {
      return new RSAKeyGenerator(BITS)
          .keyID(UUID.randomUUID().toString())
          .keyUse(KeyUse.SIGNATURE)
          .algorithm(JWSAlgorithm.RS256)
          .generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
