package playhouse.serving.platform.messages;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jdbi.v3.core.Handle;

/**
 * What recipients are counted by: hashes with a salt that lasts a day and is gone the day after the
 * next, so that who once got something cannot be found out later.
 */
final class Marks {
  /** Numbers of a block are let by the thousand. */
  private static final int BLOCK_DIGITS = 3;

  private static final int SALT_BYTES = 32;
  private static final int KEPT_DAYS = 2;

  private Marks() {}

  /**
   * A message's.
   *
   * @param recipients the recipient's of today and of yesterday
   * @param blocks the same of the block that a number is in; empty for mail
   */
  record Made(List<byte[]> recipients, List<byte[]> blocks) {
    /** Today's. */
    byte[] recipient() {
      return recipients.get(0);
    }

    /**
     * What those who send at the same time are kept apart by: the block, where there is one, for it
     * is counted as well.
     */
    long lock() {
      return ByteBuffer.wrap(block().orElse(recipient())).getLong();
    }

    /** Today's; empty for mail. */
    Optional<byte[]> block() {
      return blocks.stream().findFirst();
    }
  }

  /** Makes a message's. */
  static Made of(Handle tx, Message message, Instant now) {
    LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
    List<byte[]> salts =
        Stream.of(today, today.minusDays(1)).map(day -> SaltStore.of(tx, day, fresh())).toList();
    String recipient = message.to().toLowerCase(Locale.ROOT);
    return new Made(
        salts.stream().map(salt -> hash(salt, recipient)).toList(),
        message instanceof Message.Sms
            ? salts.stream().map(salt -> hash(salt, block(message.to()))).toList()
            : List.of());
  }

  /** Forgets the salts that nothing is counted with any more; how many. */
  static int forget(Handle tx, Instant now) {
    return SaltStore.forget(tx, now.atZone(ZoneOffset.UTC).toLocalDate().minusDays(KEPT_DAYS));
  }

  private static String block(String number) {
    return number.substring(0, number.length() - BLOCK_DIGITS) + "…";
  }

  private static byte[] fresh() {
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    return salt;
  }

  private static byte[] hash(byte[] salt, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(salt, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA256", e);
    }
  }
}
