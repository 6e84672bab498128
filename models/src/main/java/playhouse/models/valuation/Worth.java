package playhouse.models.valuation;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What people are worth at a moment.
 *
 * @param currency the reporting currency, ISO 4217
 * @param paidPeople with a paid subscription
 * @param paidMicros what subscriptions brought in 28 days, net
 * @param deliveryMicros what delivery and computing cost in them
 * @param staying share of paid people who still paid 28 days later
 * @param rateNanos what a unit of other currencies is worth, in thousand millionths of ours
 */
public record Worth(
    String currency,
    long paidPeople,
    long paidMicros,
    long deliveryMicros,
    double staying,
    Map<String, Long> rateNanos) {
  /** Nobody is counted on for longer than a year of 28 days each. */
  private static final double MOST_TERMS = 13;

  /** In a fixed order, so that the same is written the same. */
  public Worth {
    rateNanos = Collections.unmodifiableMap(new TreeMap<>(rateNanos));
  }

  /** Margin of a person in 28 days: what they pay less what serving them costs; 0 at least. */
  double termMicros() {
    return paidPeople == 0 ? 0 : Math.max(0, (double) (paidMicros - deliveryMicros) / paidPeople);
  }

  /** Margin of a person who stays, for as long as people stay on average. */
  double keptMicros() {
    double leaving = Math.max(1 - staying, 1 / MOST_TERMS);
    return termMicros() / leaving;
  }

  /** An amount of ours in another currency; empty if no rate is known. */
  public Optional<Long> in(String other, long micros) {
    if (other.equals(currency)) {
      return Optional.of(micros);
    }
    return Optional.ofNullable(rateNanos.get(other))
        .filter(nanos -> nanos > 0)
        .map(nanos -> Math.round(micros * (1e9 / nanos)));
  }
}
