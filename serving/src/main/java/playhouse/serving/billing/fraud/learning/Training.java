package playhouse.serving.billing.fraud.learning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import playhouse.serving.billing.fraud.seen.Feature;
import playhouse.serving.billing.fraud.seen.Features;

/**
 * Learns weights from what turned out to be so: gradient descent on the logistic loss, drawn to
 * what we believed before, so that few examples change little. The same examples give the same
 * weights.
 */
public final class Training {
  private static final int STEPS = 400;
  private static final double RATE = 0.5;

  /** How many examples what we believed before is worth. */
  private static final double BELIEF = 30;

  /** Fewer than these teach nothing. */
  private static final int FEWEST = 50;

  private static final int FEWEST_OF_EACH = 10;

  /** For each example of one person there must be three of others; more are left out. */
  private static final int OTHERS_FOR_ONE = 3;

  private Training() {}

  /**
   * Something that is known.
   *
   * @param who says so
   */
  public record Example(Features features, boolean fraud, String who) {}

  /**
   * How good a model is on examples that it has not seen.
   *
   * @param priorLoss of what we believed before
   */
  public record Metrics(int learntFrom, int triedOn, double loss, double priorLoss) {}

  /** What was learnt. */
  public record Learnt(Model model, Metrics metrics) {}

  /** Those examples that may teach, in their order: of nobody too many. */
  static List<Example> guarded(List<Example> all) {
    Map<String, Long> said =
        all.stream().collect(Collectors.groupingBy(Example::who, Collectors.counting()));
    Map<String, Long> taken = new HashMap<>();
    List<Example> guarded = new ArrayList<>();
    for (Example example : all) {
      long others = all.size() - said.getOrDefault(example.who(), 0L);
      long most = Math.max(FEWEST_OF_EACH, others / OTHERS_FOR_ONE);
      if (taken.merge(example.who(), 1L, Long::sum) <= most) {
        guarded.add(example);
      }
    }
    return guarded;
  }

  /**
   * Learns from the older four fifths and tries on the newest.
   *
   * @param all the oldest first
   * @return empty if too little is known
   */
  public static Optional<Learnt> learn(List<Example> all) {
    List<Example> guarded = guarded(all);
    long frauds = guarded.stream().filter(Example::fraud).count();
    if (guarded.size() < FEWEST
        || frauds < FEWEST_OF_EACH
        || guarded.size() - frauds < FEWEST_OF_EACH) {
      return Optional.empty();
    }
    int cut = guarded.size() * 4 / 5;
    List<Example> older = guarded.subList(0, cut);
    List<Example> newer = guarded.subList(cut, guarded.size());
    Model model = fit(older);
    return Optional.of(
        new Learnt(
            model,
            new Metrics(older.size(), newer.size(), loss(model, newer), loss(Model.PRIOR, newer))));
  }

  /** Scaled once: each of hundreds of steps looks at every number. */
  private static Model fit(List<Example> examples) {
    Feature[] features = Feature.values();
    double[][] rows =
        examples.stream().map(example -> scaled(features, example)).toArray(double[][]::new);
    double[] weights = Arrays.stream(features).mapToDouble(Model.PRIOR::weight).toArray();
    double bias = Model.PRIOR.bias();
    double rate = RATE / (rows.length + BELIEF);
    for (int step = 0; step < STEPS; step++) {
      double[] slope = new double[features.length];
      double biasSlope = BELIEF * (bias - Model.PRIOR.bias()) / 10;
      for (int row = 0; row < rows.length; row++) {
        double error = score(bias, weights, rows[row]) - (examples.get(row).fraud() ? 1 : 0);
        biasSlope += error;
        for (int at = 0; at < slope.length; at++) {
          slope[at] += error * rows[row][at];
        }
      }
      bias -= rate * biasSlope;
      for (int at = 0; at < weights.length; at++) {
        double drawn = BELIEF * (weights[at] - Model.PRIOR.weight(features[at]));
        weights[at] -= rate * (slope[at] + drawn) / 5;
      }
    }
    Map<Feature, Double> learnt = new EnumMap<>(Feature.class);
    for (int at = 0; at < weights.length; at++) {
      learnt.put(features[at], weights[at]);
    }
    return new Model(0, bias, learnt);
  }

  private static double[] scaled(Feature[] features, Example example) {
    return Arrays.stream(features)
        .mapToDouble(feature -> feature.scaled(example.features().get(feature)))
        .toArray();
  }

  private static double score(double bias, double[] weights, double[] row) {
    double sum = bias;
    for (int at = 0; at < row.length; at++) {
      sum += weights[at] * row[at];
    }
    return 1 / (1 + Math.exp(-sum));
  }

  private static double loss(Model model, List<Example> examples) {
    return examples.stream()
        .mapToDouble(
            example -> {
              double p = Math.min(1 - 1e-9, Math.max(1e-9, model.score(example.features())));
              return -Math.log(example.fraud() ? p : 1 - p);
            })
        .average()
        .orElse(0);
  }
}
