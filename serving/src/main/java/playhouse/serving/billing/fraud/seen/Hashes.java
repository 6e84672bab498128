package playhouse.serving.billing.fraud.seen;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Hashes with a key that is not in the database: who has the database cannot try out all phone
 * numbers or addresses.
 */
public final class Hashes {
  private static final int KEY_BYTES = 32;
  private static final int HASH_BYTES = 16;

  private final SecretKeySpec key;

  /** With that key. */
  public Hashes(String key) {
    this.key = new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
  }

  /**
   * With the key of a file: {@code {"fraud": …}}, or the key alone. A home of before has it in
   * {@code fraud.key} beside.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Hashes at(Path named) {
    Path file = Files.exists(named) ? named : named.resolveSibling("fraud.key");
    try {
      String text = Files.readString(file).strip();
      String key =
          text.startsWith("{") ? new ObjectMapper().readTree(text).path("fraud").asText() : text;
      if (key.length() < KEY_BYTES) {
        throw new IOException("it is missing or too short");
      }
      return new Hashes(key);
    } catch (IOException e) {
      throw new IllegalArgumentException("the key of hashes in " + file + ": " + e, e);
    }
  }

  /** Of a value of a kind. */
  public String of(String kind, String value) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update((kind + "\n").getBytes(StandardCharsets.UTF_8));
      byte[] hash = mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA256", e);
    }
  }
}
