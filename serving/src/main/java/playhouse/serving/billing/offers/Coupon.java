package playhouse.serving.billing.offers;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;

/**
 * Takes something off what terms cost.
 *
 * @param percent that it takes off; empty if it takes an amount
 * @param amount that it takes off, at most the price; empty if it takes a percentage
 * @param terms of how many terms; empty for all
 * @param from first moment at which somebody can begin to use it
 * @param until first moment at which nobody can any more
 * @param most how often it can be used by all together; empty for any number
 * @param mostOfAPerson how often one person can use it
 * @param plans of which it takes something off; empty for all
 * @param countries where it can be used; empty for all
 * @param used how often it has been
 */
public record Coupon(
    String code,
    Optional<BigDecimal> percent,
    Optional<Money> amount,
    Optional<Integer> terms,
    Instant from,
    Instant until,
    Optional<Integer> most,
    int mostOfAPerson,
    List<String> plans,
    List<String> countries,
    int used) {

  /** What it takes off a price: never more than that. */
  public Money off(Money price) {
    if (amount.isPresent()) {
      return amount.get().isGreaterThan(price) ? price : amount.get();
    }
    BigDecimal share = percent.orElseThrow();
    return price.multipliedBy(share.movePointLeft(2), RoundingMode.HALF_UP);
  }

  /** Whether it takes something off that plan. */
  boolean holdsFor(String plan) {
    return plans.isEmpty() || plans.contains(plan);
  }

  /** Whether it says the same, however often it has been used. */
  boolean saysAs(Coupon other) {
    return without().equals(other.without());
  }

  private Coupon without() {
    return new Coupon(
        code,
        percent.map(BigDecimal::stripTrailingZeros),
        amount,
        terms,
        from,
        until,
        most,
        mostOfAPerson,
        plans,
        countries,
        0);
  }
}
