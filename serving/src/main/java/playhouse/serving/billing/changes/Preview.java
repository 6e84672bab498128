package playhouse.serving.billing.changes;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.joda.money.Money;

/**
 * What another plan will cost, and when.
 *
 * @param id to be named when it is to be so
 * @param comes now (as soon as it is paid), trial (now, and nothing is owed yet) or next-term
 * @param at the moment that everything is reckoned for
 * @param from first moment of the time that is paid for
 * @param until first moment after it, when the next amount is owed
 * @param costs what the new plan costs in that time, tax included
 * @param unused what is credited for the old
 * @param due what is owed now
 * @param fromBalance part of that which the balance meets
 * @param toPay part of that which is taken the way the person pays
 * @param nextAmount what is owed for the term that begins at {@code until}, coupons taken off
 * @param expires first moment at which it must be asked for again
 */
public record Preview(
    UUID id,
    UUID subscription,
    long version,
    String fromPlan,
    String plan,
    String comes,
    Instant at,
    Instant from,
    Instant until,
    Money costs,
    Money unused,
    Money due,
    Money fromBalance,
    Money toPay,
    Money nextAmount,
    Instant expires) {
  /** As soon as it is paid. */
  static final String NOW = "now";

  /** Now, and nothing is owed yet. */
  static final String TRIAL = "trial";

  /** With the next term. */
  static final String NEXT_TERM = "next-term";

  /** Of everything that it says: another digest means that something has moved. */
  String digest() {
    try {
      byte[] all = toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(all));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
