package playhouse.serving;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;

/** What every serving of a test run stands on: a database of the services, and keys. */
final class Ground {
  /** The API key of a machine. */
  static final String KEY = "demo-key";

  private static final KeyPair PAIR = pair();
  private static final Map<String, String> SETTINGS = make();

  private Ground() {}

  /** Where both are. */
  static Map<String, String> settings() {
    return SETTINGS;
  }

  /** A token of that user name, such as {@code analyst.ana}, good for an hour. */
  static String token(String subject) {
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer("playhouse")
            .subject(subject)
            .expirationTime(Date.from(Instant.now().plusSeconds(3600)))
            .build();
    try {
      SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.RS256), claims);
      token.sign(new RSASSASigner(PAIR.getPrivate()));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Changes a services' database behind their back. */
  static void change(String database, String sql) {
    try (Connection connection = DriverManager.getConnection(database, "postgres", "");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair pair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> make() {
    try {
      Path folder = Files.createTempDirectory("serving-ground-");
      Path keys = folder.resolve("keys.json");
      Files.writeString(keys, "{\"demo\":\"" + KEY + "\"}");
      Path secrets = folder.resolve("secrets.json");
      String secret = "0123456789abcdef".repeat(3);
      Files.writeString(
          secrets,
          "{\"seal\":\"%s\",\"risk\":\"%s\",\"fraud\":\"%s\"}".formatted(secret, secret, secret));
      Path psp = folder.resolve("psp.json");
      Files.writeString(psp, "{\"key\":\"key\",\"secret\":\"secret\"}");
      String half = Base64.getMimeEncoder().encodeToString(PAIR.getPublic().getEncoded());
      Files.writeString(
          folder.resolve("token.pub"),
          "-----BEGIN PUBLIC KEY-----\n" + half + "\n-----END PUBLIC KEY-----\n");
      return Map.of(
          "PLAYHOUSE_HOME", folder.toString(),
          "PLAYHOUSE_TOKEN_KEY", folder.resolve("token.pub").toString(),
          // A provider that is not there.
          "PLAYHOUSE_PSP_URL", "http://127.0.0.1:1",
          "PLAYHOUSE_IDENTITY_SECRETS", secrets.toString(),
          "PLAYHOUSE_RISK_SECRETS", secrets.toString(),
          "PLAYHOUSE_FRAUD_KEY", secrets.toString(),
          "PLAYHOUSE_PSP_SECRETS", psp.toString(),
          "PLAYHOUSE_KEYS", keys.toString(),
          "PLAYHOUSE_SERVICES_URI", EmptyServices.uri());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
