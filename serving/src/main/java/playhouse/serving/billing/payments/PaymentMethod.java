package playhouse.serving.billing.payments;

import java.util.UUID;

/**
 * How a person pays.
 *
 * @param token what the provider gave out for it; never the number of a card
 * @param label what the person knows it by, such as {@code Visa 4242}
 */
public record PaymentMethod(UUID person, String channel, String token, String label) {
  /** Whether a text may hold the number of a card, however its digits are grouped. */
  public static boolean holdsNumber(String text) {
    return text.replaceAll("[ .*_-]", "").matches("(?s).*\\d{12,}.*");
  }
}
