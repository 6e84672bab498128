package playhouse.serving.identity.secrets;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What identity's secrets are sealed with. One secret of the house lies in a file beside no
 * database; from it follows a key for each purpose, so that who reads the database alone has
 * nothing to try codes, passwords and factors on.
 */
public final class Seal {
  private static final int IV_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final byte[] secret;
  private final SecureRandom random = new SecureRandom();

  /** Keys of what is marked for; there are few such purposes, and every sign-in has several. */
  private final Map<String, byte[]> marking = new ConcurrentHashMap<>();

  private Seal(byte[] secret) {
    this.secret = secret;
  }

  /**
   * With the secret in that file: {@code {"seal": "…"}}, of 32 characters or more. A home of before
   * has it in {@code identity.json} beside.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Seal in(Path named) {
    Path file = Files.exists(named) ? named : named.resolveSibling("identity.json");
    try {
      String text = new ObjectMapper().readTree(file.toFile()).path("seal").asText();
      if (text.length() < 32) {
        throw new IllegalArgumentException(file + " holds no \"seal\" of 32 characters or more");
      }
      return new Seal(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "PLAYHOUSE_IDENTITY_SECRETS must name a file {\"seal\": 32 random characters or more}: "
              + e.getMessage(),
          e);
    }
  }

  /** What follows from a text for a purpose, and from which the text does not follow. */
  public byte[] mark(String purpose, String text) {
    return mac(
        marking.computeIfAbsent(purpose, each -> key("mark " + each)),
        text.getBytes(StandardCharsets.UTF_8));
  }

  /** Closes something that must be read again. */
  public byte[] close(String purpose, byte[] open) {
    byte[] iv = new byte[IV_BYTES];
    random.nextBytes(iv);
    byte[] closed = cipher(Cipher.ENCRYPT_MODE, purpose, iv, open);
    return ByteBuffer.allocate(iv.length + closed.length).put(iv).put(closed).array();
  }

  /**
   * Opens what was closed for the same purpose.
   *
   * @throws IllegalStateException if it was not, or with another secret
   */
  public byte[] open(String purpose, byte[] closed) {
    return cipher(
        Cipher.DECRYPT_MODE,
        purpose,
        Arrays.copyOf(closed, IV_BYTES),
        Arrays.copyOfRange(closed, IV_BYTES, closed.length));
  }

  private byte[] cipher(int mode, String purpose, byte[] iv, byte[] text) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          mode,
          new SecretKeySpec(key("close " + purpose), "AES"),
          new GCMParameterSpec(TAG_BITS, iv));
      return cipher.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("what was sealed as " + purpose + " cannot be opened", e);
    }
  }

  private byte[] key(String purpose) {
    return mac(secret, ("playhouse identity " + purpose).getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] mac(byte[] key, byte[] text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA256", e);
    }
  }
}
