package playhouse.counterparts.settlement;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/**
 * A line of a settlement file.
 *
 * @param type as {@link Moved} has it
 * @param id the provider's name of it
 * @param reference the merchant's name of it, as the merchant gave it
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

  /** With the fee of a provider: so many percent of what was taken. */
  static Settled of(Moved moved, BigDecimal percent) {
    String currency = moved.currency();
    BigDecimal gross = BigDecimal.valueOf(moved.minor(), digits(currency));
    BigDecimal taken = moved.type().equals("charge") ? gross : BigDecimal.ZERO;
    BigDecimal fee =
        taken.multiply(percent.movePointLeft(2)).setScale(digits(currency), RoundingMode.HALF_UP);
    return new Settled(
        moved.type(),
        moved.id(),
        moved.reference(),
        currency,
        gross,
        fee,
        BigDecimal.ONE,
        currency);
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
