package playhouse.warehouse;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/**
 * A measure's number and what it was made of.
 *
 * @param numerator what was divided, or the count itself
 * @param denominator what it was divided by, or how many were ranked
 * @param value the number; empty if the denominator is 0
 */
public record Amount(
    Optional<BigDecimal> numerator, Optional<BigDecimal> denominator, Optional<Double> value) {

  /** One number divided by another; empty if that is 0. */
  static Optional<Double> quotient(BigDecimal over, BigDecimal under) {
    return under.signum() == 0
        ? Optional.empty()
        : Optional.of(over.divide(under, MathContext.DECIMAL128).doubleValue());
  }
}
