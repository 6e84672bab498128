package playhouse.warehouse;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A measure's number and what it was made of.
 *
 * @param numerator what was divided, or the count itself
 * @param denominator what it was divided by, or how many were ranked
 * @param value the number; empty if the denominator is 0
 */
public record Amount(
    Optional<BigDecimal> numerator, Optional<BigDecimal> denominator, Optional<Double> value) {}
