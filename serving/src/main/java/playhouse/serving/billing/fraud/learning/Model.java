package playhouse.serving.billing.fraud.learning;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import playhouse.serving.billing.fraud.seen.Feature;
import playhouse.serving.billing.fraud.seen.Features;

/**
 * A logistic model: how likely a payment is fraud, and which features say so.
 *
 * @param version 0 is what we believe before anything is known
 * @param bias what it says of a payment of which nothing is known
 * @param weights of the scaled features
 */
public record Model(long version, double bias, Map<Feature, Double> weights) {
  private static final int MOST_REASONS = 4;
  private static final double SAYS_SOMETHING = 0.2;

  /**
   * What we believe before anything is known. One method from a device whose bank gives the money
   * comes to four in a hundred; the fourth method after three refusals to more than nine in ten.
   * Somebody who is known for long is trusted a little more. Nothing here was learnt.
   */
  public static final Model PRIOR =
      new Model(
          0,
          -5.5,
          Map.ofEntries(
              Map.entry(Feature.METHODS_DEVICE_1H, 1.6),
              Map.entry(Feature.METHODS_DEVICE_7D, 0.2),
              Map.entry(Feature.METHODS_IP_1H, 0.2),
              Map.entry(Feature.METHODS_PERSON_24H, 0.5),
              Map.entry(Feature.DECLINES_DEVICE_1H, 1.7),
              Map.entry(Feature.DECLINES_IP_1H, 0.4),
              Map.entry(Feature.DECLINES_PERSON_24H, 0.3),
              Map.entry(Feature.DECLINES_METHOD_24H, 0.2),
              Map.entry(Feature.PEOPLE_DEVICE_24H, 0.3),
              Map.entry(Feature.PEOPLE_METHOD, 0.6),
              Map.entry(Feature.LINKED_FRAUDS, 2.0),
              Map.entry(Feature.AMOUNT, 0.1),
              Map.entry(Feature.KNOWN_HOURS, -0.1),
              Map.entry(Feature.WATCHED, 1.5)));

  /** What is not weighed weighs nothing. */
  public Model {
    EnumMap<Feature, Double> all = new EnumMap<>(Feature.class);
    for (Feature feature : Feature.values()) {
      all.put(feature, weights.getOrDefault(feature, 0.0));
    }
    weights = Map.copyOf(all);
  }

  /** How likely it is fraud, 0 to 1. */
  public double score(Features features) {
    double sum = bias;
    for (Feature feature : Feature.values()) {
      sum += contribution(feature, features);
    }
    return 1 / (1 + Math.exp(-sum));
  }

  /** Which features speak for fraud most, the weightiest first. */
  public List<String> reasons(Features features) {
    List<Feature> speaking = new ArrayList<>();
    for (Feature feature : Feature.values()) {
      if (contribution(feature, features) > SAYS_SOMETHING) {
        speaking.add(feature);
      }
    }
    speaking.sort(
        Comparator.comparingDouble((Feature f) -> -contribution(f, features))
            .thenComparing(Comparator.naturalOrder()));
    return speaking.stream().limit(MOST_REASONS).map(Feature::text).toList();
  }

  /** Its name in decisions. */
  public String name() {
    return version == 0 ? "prior" : "logistic-" + version;
  }

  double weight(Feature feature) {
    return weights.getOrDefault(feature, 0.0);
  }

  private double contribution(Feature feature, Features features) {
    return weight(feature) * feature.scaled(features.get(feature));
  }
}
