package playhouse.serving.identity.risk;

import java.util.Map;

/**
 * How often what each rule looks for was seen.
 *
 * @param plain whether the address is the plain form of itself: whoever signs up with variants of
 *     somebody else's address must not be able to keep the owner out
 */
record Seen(Map<Rule, Long> counts, boolean plain) {
  long of(Rule rule) {
    return counts.getOrDefault(rule, 0L);
  }

  /** What a rule may give here. */
  double atMost(Rule rule, double points, double stepUp) {
    return plain && rule == Rule.ADDRESS_VARIANTS ? Math.min(points, stepUp) : points;
  }
}
