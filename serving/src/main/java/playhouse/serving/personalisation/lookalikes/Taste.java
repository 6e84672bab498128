package playhouse.serving.personalisation.lookalikes;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Titles by how much they say of somebody, or of several people together; its length is 1. */
final class Taste {
  private final Map<String, Double> weights;

  private Taste(Map<String, Double> weights) {
    this.weights = weights;
  }

  /**
   * Of titles; rare ones say more.
   *
   * @param counts how many of a sample of people watched each title
   * @param sample how many people that was
   */
  static Taste of(Collection<String> titles, Map<String, Integer> counts, int sample) {
    Map<String, Double> weights = new HashMap<>();
    for (String title : titles) {
      weights.put(title, Math.log((1.0 + sample) / (1 + counts.getOrDefault(title, 0))) + 0.1);
    }
    return ofLengthOne(weights);
  }

  /** What several have in common. */
  static Taste together(Collection<Taste> tastes) {
    Map<String, Double> sum = new HashMap<>();
    tastes.forEach(
        taste -> taste.weights.forEach((title, weight) -> sum.merge(title, weight, Double::sum)));
    return ofLengthOne(sum);
  }

  /** Likeness, 0 to 1. */
  double like(Taste other) {
    if (weights.size() > other.weights.size()) {
      return other.like(this);
    }
    double product = 0;
    for (Map.Entry<String, Double> own : weights.entrySet()) {
      product += own.getValue() * other.weights.getOrDefault(own.getKey(), 0.0);
    }
    return product;
  }

  private static Taste ofLengthOne(Map<String, Double> weights) {
    double squares = weights.values().stream().mapToDouble(weight -> weight * weight).sum();
    double length = Math.sqrt(Math.max(1e-12, squares));
    weights.replaceAll((title, weight) -> weight / length);
    return new Taste(weights);
  }
}
