package playhouse.serving.identity.mfa;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;

/**
 * One-time codes of an authenticator: RFC 6238 with SHA-1, six digits and thirty seconds, which is
 * all that common ones know.
 */
final class Totp {
  private static final TimeBasedOneTimePasswordGenerator CODES =
      new TimeBasedOneTimePasswordGenerator();

  private static final long STEP_SECONDS = CODES.getTimeStep().toSeconds();

  /** As long as what SHA-1 gives (RFC 4226, 4). */
  private static final int BYTES = 20;

  /** So many steps a clock may be ahead or behind. */
  private static final int DRIFT = 1;

  private static final String ISSUER = "Playhouse";

  private Totp() {}

  /** A new secret. */
  static byte[] fresh(SecureRandom random) {
    byte[] secret = new byte[BYTES];
    random.nextBytes(secret);
    return secret;
  }

  /** A secret as people type it. */
  static String typed(byte[] secret) {
    return new Base32().encodeToString(secret);
  }

  /**
   * What an authenticator reads from a square.
   *
   * @param name that its owner knows the account by
   */
  static String uri(byte[] secret, String name) {
    String label = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    return "otpauth://totp/%s:%s?secret=%s&issuer=%s&algorithm=SHA1&digits=6&period=%d"
        .formatted(ISSUER, label, typed(secret), ISSUER, STEP_SECONDS);
  }

  /**
   * The step that a code is of; empty if it is of none that counts now.
   *
   * @param after that step: it and those before were used
   */
  static OptionalLong step(byte[] secret, String code, Instant now, long after) {
    long current = Math.floorDiv(now.getEpochSecond(), STEP_SECONDS);
    byte[] given = code.getBytes(StandardCharsets.UTF_8);
    OptionalLong found = OptionalLong.empty();
    for (long step = Math.max(current - DRIFT, after + 1); step <= current + DRIFT; step++) {
      boolean same =
          MessageDigest.isEqual(code(secret, step).getBytes(StandardCharsets.UTF_8), given);
      if (same && found.isEmpty()) {
        found = OptionalLong.of(step);
      }
    }
    return found;
  }

  private static String code(byte[] secret, long step) {
    try {
      return CODES.generateOneTimePasswordString(
          new SecretKeySpec(secret, "RAW"), Instant.ofEpochSecond(step * STEP_SECONDS));
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("every Java takes such a key", e);
    }
  }
}
