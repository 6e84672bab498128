package playhouse.streaming.kpi;

import java.math.BigInteger;
import org.apache.flink.table.functions.ScalarFunction;
import org.jspecify.annotations.Nullable;

/** An amount in the reporting currency, rounded half up; null where there is no rate. */
public final class Reported extends ScalarFunction {
  private static final long serialVersionUID = 1;
  private static final BigInteger NANOS = BigInteger.valueOf(1_000_000_000);
  private static final BigInteger HALF = BigInteger.valueOf(500_000_000);

  private final String reporting;

  /**
   * Of that currency.
   *
   * @param reporting ISO 4217
   */
  public Reported(String reporting) {
    this.reporting = reporting;
  }

  /**
   * Called by Flink.
   *
   * @param micros millionths of the currency, not negative
   * @param rateNanos what one of it costs, in thousand-millionths of the reporting currency
   */
  public @Nullable Long eval(
      @Nullable String currency, @Nullable Long micros, @Nullable Long rateNanos) {
    if (currency == null || micros == null || currency.equals(reporting)) {
      return currency == null ? null : micros;
    }
    return rateNanos == null
        ? null
        : BigInteger.valueOf(micros)
            .multiply(BigInteger.valueOf(rateNanos))
            .add(HALF)
            .divide(NANOS)
            .longValueExact();
  }
}
