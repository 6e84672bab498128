package playhouse.serving.identity.risk.clues;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Hashes with a key of ours: the same thing has the same mark, and without the key nobody can try
 * which thing it was.
 */
public final class Keyed {
  private static final int BYTES = 16;
  private static final int LEAST = 32;

  private final byte[] key;

  /**
   * With that key.
   *
   * @throws IllegalArgumentException if it is too short to be secret
   */
  public Keyed(String key) {
    if (key.length() < LEAST) {
      throw new IllegalArgumentException("the key must have at least 32 characters");
    }
    this.key = key.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * With the key of a file: {@code {"risk": …}}. A home of before has it in {@code risk.json}
   * beside, as {@code key}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Keyed of(Path named) {
    Path file = Files.exists(named) ? named : named.resolveSibling("risk.json");
    try {
      JsonNode secrets = new ObjectMapper().readTree(file.toFile());
      return new Keyed(secrets.path(secrets.has("risk") ? "risk" : "key").asText());
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "PLAYHOUSE_RISK_SECRETS must be a file with a key: " + e.getMessage(), e);
    }
  }

  /**
   * A mark.
   *
   * @param kind so that two kinds of things never have the same
   */
  public byte[] mark(String kind, String text) {
    return Arrays.copyOf(hash(kind + "\n" + text), BYTES);
  }

  /** A key for something else, made of this one. */
  public String key(String purpose) {
    return HexFormat.of().formatHex(hash("key\n" + purpose));
  }

  private byte[] hash(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA256", e);
    }
  }
}
