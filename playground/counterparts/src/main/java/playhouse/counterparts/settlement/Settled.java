package playhouse.counterparts.settlement;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/**
 * A line of a settlement file.
 *
 * @param type charge, refund or chargeback
 * @param id the provider's name of it
 * @param reference the merchant's name of it
 * @param gross in the currency of the charge; what was given back is negative
 * @param fee in the currency of the payout
 * @param rate units of the payout's currency for one of the charge's
 * @param paid currency of the payout
 */
record Settled(
    String type,
    String id,
    String reference,
    String currency,
    BigDecimal gross,
    BigDecimal fee,
    BigDecimal rate,
    String paid) {
  private static final BigDecimal PERCENT = new BigDecimal("0.014");

  /** With the fee of a provider: 1.4 % of what was taken. */
  static Settled of(String type, String id, String reference, String currency, long minor) {
    BigDecimal gross = BigDecimal.valueOf(minor, digits(currency));
    BigDecimal fee =
        gross
            .max(BigDecimal.ZERO)
            .multiply(PERCENT)
            .setScale(digits(currency), RoundingMode.HALF_UP);
    return new Settled(type, id, reference, currency, gross, fee, BigDecimal.ONE, currency);
  }

  /** What is paid out for it. */
  BigDecimal net() {
    return gross.multiply(rate).setScale(digits(paid), RoundingMode.HALF_UP).subtract(fee);
  }

  /** The same with another gross. */
  Settled gross(BigDecimal other) {
    return new Settled(type, id, reference, currency, other, fee, rate, paid);
  }

  /** The same paid in another currency. */
  Settled paidIn(String other, BigDecimal at) {
    BigDecimal converted = fee.multiply(at).setScale(digits(other), RoundingMode.HALF_UP);
    return new Settled(type, id, reference, currency, gross, converted, at, other);
  }

  static int digits(String currency) {
    return Currency.getInstance(currency).getDefaultFractionDigits();
  }
}
