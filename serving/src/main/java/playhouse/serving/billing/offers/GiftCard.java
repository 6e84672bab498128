package playhouse.serving.billing.offers;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.Money;

/**
 * Something that was paid, or given away, for whoever brings its code.
 *
 * @param tail the last four characters of the code; the rest is known to its bearer alone
 * @param origin sold or granted
 * @param state active, redeemed or blocked
 * @param person who brought it
 */
public record GiftCard(
    UUID id,
    String tail,
    Money amount,
    String origin,
    String state,
    Optional<UUID> person,
    Instant activated) {
  /** How a code looks: at least eighty bits, without letters that look like digits. */
  public static final String CODE = "[0-9A-HJKMNP-TV-Z]{16,32}";

  /** What is kept of a code, in hexadecimal. */
  static String hash(String code) {
    try {
      byte[] bytes = code.getBytes(StandardCharsets.US_ASCII);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
