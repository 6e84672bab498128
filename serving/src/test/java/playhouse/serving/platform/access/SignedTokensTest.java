package playhouse.serving.platform.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import playhouse.contracts.Role;
import playhouse.serving.HandClock;

class SignedTokensTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  @TempDir private Path folder;

  private KeyPair pair;
  private String pem;
  private SignedTokens tokens;

  private final HandClock clock = new HandClock(NOON);

  @BeforeEach
  void make() throws Exception {
    pair = pair();
    pem =
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded())
            + "\n-----END PUBLIC KEY-----\n";
    Path file = folder.resolve("token.pub");
    Files.writeString(file, pem);
    tokens = new SignedTokens(file, clock);
  }

  @Test
  void aTokenTellsRoleAndNameUntilItEnds() throws Exception {
    String token = signed(claims("analyst.ana").build(), new RSASSASigner(pair.getPrivate()));
    assertThat(tokens.caller(token)).contains(new Caller(Role.ANALYST, "ana"));
    clock.set(NOON.plus(Duration.ofHours(1)));
    assertThat(tokens.caller(token)).isEmpty();
  }

  @Test
  void aTokenThatNobodyOrSomebodyElseHasSignedIsNone() throws Exception {
    JWTClaimsSet claims = claims("admin").build();
    assertThat(tokens.caller(new PlainJWT(claims).serialize())).isEmpty();
    assertThat(tokens.caller(signed(claims, new RSASSASigner(pair().getPrivate())))).isEmpty();
    SignedJWT mac = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
    mac.sign(new MACSigner(pem.getBytes(StandardCharsets.UTF_8)));
    assertThat(tokens.caller(mac.serialize())).isEmpty();
  }

  @Test
  void whatIsNotSaidCannotBeTrusted() throws Exception {
    JWSSigner signer = new RSASSASigner(pair.getPrivate());
    assertThat(tokens.caller(signed(claims("admin").issuer("other").build(), signer))).isEmpty();
    assertThat(tokens.caller(signed(claims("admin").expirationTime(null).build(), signer)))
        .isEmpty();
    assertThat(tokens.caller(signed(claims("king.arthur").build(), signer))).isEmpty();
    assertThat(tokens.caller(signed(claims("viewer").build(), signer))).isEmpty();
    assertThat(tokens.caller(signed(claims("viewer.ana").build(), signer))).isEmpty();
    assertThat(tokens.caller(signed(claims("admin").subject(null).build(), signer))).isEmpty();
    assertThat(tokens.caller("a.b.c")).isEmpty();
  }

  private static JWTClaimsSet.Builder claims(String subject) {
    return new JWTClaimsSet.Builder()
        .issuer("playhouse")
        .subject(subject)
        .expirationTime(Date.from(NOON.plusSeconds(60)));
  }

  private static String signed(JWTClaimsSet claims, JWSSigner signer) throws Exception {
    SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.RS256), claims);
    token.sign(signer);
    return token.serialize();
  }

  private static KeyPair pair() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return generator.generateKeyPair();
  }
}
