package playhouse.serving.acquisition.valuation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Millionths of a currency unit as money. */
public final class Micros {
  private static final int SCALE = 6;

  private Micros() {}

  /** To the nearest amount that the currency knows. */
  public static Money money(String currency, long micros) {
    return rounded(currency, micros, RoundingMode.HALF_EVEN);
  }

  /** Never more than that. */
  public static Money atMost(String currency, long micros) {
    return rounded(currency, micros, RoundingMode.FLOOR);
  }

  /** An amount in millionths; smaller parts of it are cut off. */
  static long of(BigDecimal amount) {
    return amount.movePointRight(SCALE).setScale(0, RoundingMode.DOWN).longValueExact();
  }

  private static Money rounded(String currency, long micros, RoundingMode mode) {
    return Money.of(CurrencyUnit.of(currency), BigDecimal.valueOf(micros, SCALE), mode);
  }
}
