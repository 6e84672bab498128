package playhouse.local.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import playhouse.local.process.LocalFailure;
import playhouse.local.process.SecretFile;

/**
 * The key that tokens are signed with (RS256), made at the first start; Trino knows its public half
 * only.
 */
public final class TokenKey {
  /** Who says so, in every token. */
  public static final String ISSUER = "playhouse";

  private static final int BITS = 2048;
  private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();
  private static final ObjectMapper JSON = new ObjectMapper();
  private final RSAPrivateCrtKey key;

  private TokenKey(RSAPrivateCrtKey key) {
    this.key = key;
  }

  /** The key in that file, which is made if it is not there. */
  public static TokenKey in(Path file) {
    try {
      if (!Files.exists(file)) {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(BITS);
        byte[] made = generator.generateKeyPair().getPrivate().getEncoded();
        new SecretFile(file).write(pem("PRIVATE KEY", made).getBytes(StandardCharsets.US_ASCII));
      }
      String text = Files.readString(file).replaceAll("-----[A-Z ]+-----", "");
      PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(text));
      return new TokenKey((RSAPrivateCrtKey) KeyFactory.getInstance("RSA").generatePrivate(spec));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new LocalFailure("cannot use the key of tokens in " + file + ": " + e.getMessage(), e);
    }
  }

  /** What tokens are checked with, as PEM. */
  public String publicPem() {
    try {
      PublicKey half =
          KeyFactory.getInstance("RSA")
              .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
      return pem("PUBLIC KEY", half.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A token (JWT) for that user name, good from {@code now} on for {@code lifetime}. */
  public String sign(String user, Instant now, Duration lifetime) {
    Map<String, Object> claims =
        Map.of(
            "iss",
            ISSUER,
            "sub",
            user,
            "iat",
            now.getEpochSecond(),
            "exp",
            now.plus(lifetime).getEpochSecond());
    try {
      String signed = part(Map.of("alg", "RS256", "typ", "JWT")) + "." + part(claims);
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + URL.encodeToString(signature.sign());
    } catch (GeneralSecurityException | JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String part(Map<String, Object> claims) throws JsonProcessingException {
    return URL.encodeToString(JSON.writeValueAsBytes(claims));
  }

  private static String pem(String kind, byte[] content) {
    Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
    return "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n"
        .formatted(kind, lines.encodeToString(content));
  }
}
