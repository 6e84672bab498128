package playhouse.serving.billing.reconciliation.limits;

import java.math.BigDecimal;
import java.util.Map;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * By how much two amounts may differ and still be the same: then the difference is rounding, and
 * booked as such.
 *
 * @param byCurrency where it is not one of the currency's smallest unit
 */
public record Tolerance(Map<String, BigDecimal> byCurrency) {
  /** Where nobody has said otherwise. */
  public static final Tolerance USUAL = new Tolerance(Map.of());

  /** Most lines whose roundings may add up. */
  private static final int MOST_LINES = 5;

  /** Unchangeable. */
  public Tolerance {
    byCurrency = Map.copyOf(byCurrency);
  }

  /** Whether a difference is rounding only. */
  public boolean covers(Money difference, int lines) {
    CurrencyUnit currency = difference.getCurrencyUnit();
    BigDecimal one =
        byCurrency.getOrDefault(
            currency.getCode(), BigDecimal.ONE.movePointLeft(currency.getDecimalPlaces()));
    BigDecimal most = one.multiply(BigDecimal.valueOf(Math.max(1, Math.min(lines, MOST_LINES))));
    return difference.getAmount().abs().compareTo(most) <= 0;
  }
}
