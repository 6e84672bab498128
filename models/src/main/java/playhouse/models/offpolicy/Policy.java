package playhouse.models.offpolicy;

import java.util.List;
import java.util.Map;

/**
 * How likely each item is to be shown at each position.
 *
 * @param name what it is called
 * @param byPosition for each position, items with their probabilities, which add up to 1
 */
public record Policy(String name, Map<String, Map<String, Double>> byPosition) {

  /** How likely an item is shown at a position; 0 for one that the policy does not know. */
  public double of(String item, String position) {
    return items(position).getOrDefault(item, 0.0);
  }

  /** All items that may be shown at a position. */
  public Map<String, Double> items(String position) {
    return byPosition.getOrDefault(position, Map.of());
  }

  /** Every item alike. */
  public static Policy uniform(List<String> items, List<String> positions) {
    return Policies.same("uniform", positions, Policies.shares(items, unusedItem -> 1.0));
  }
}
