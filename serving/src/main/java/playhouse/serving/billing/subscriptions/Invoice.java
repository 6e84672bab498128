package playhouse.serving.billing.subscriptions;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.UUID;
import org.joda.money.Money;

/**
 * What is owed for one term.
 *
 * @param amount tax included
 * @param tax contained in the amount
 * @param state open, paid or void
 */
public record Invoice(
    String id, UUID subscription, int term, Money amount, Money tax, String state, Instant issued) {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /** The one for the term that a subscription is in. */
  public static Invoice of(Subscription subscription, Instant now) {
    Money amount = subscription.price();
    BigDecimal net =
        amount
            .getAmount()
            .multiply(HUNDRED)
            .divide(
                HUNDRED.add(subscription.taxPercent()), amount.getScale(), RoundingMode.HALF_EVEN);
    return new Invoice(
        subscription.id() + "-" + subscription.term(),
        subscription.id(),
        subscription.term(),
        amount,
        amount.minus(net),
        "open",
        now);
  }
}
