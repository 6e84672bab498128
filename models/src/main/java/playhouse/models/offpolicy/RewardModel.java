package playhouse.models.offpolicy;

import java.util.HashMap;
import java.util.Map;

/**
 * What an item is likely to earn at a position: its mean there, drawn to its mean everywhere, and
 * that to the mean of all, by how few rows there are.
 */
public final class RewardModel {
  /** So many rows count as much as what is known from elsewhere. */
  private static final double PRIOR = 100;

  private final Map<String, double[]> byItem = new HashMap<>();
  private final Map<String, Map<String, double[]>> byPlace = new HashMap<>();
  private final double[] all = new double[2];

  private RewardModel() {}

  public static RewardModel learn(Log log) {
    RewardModel model = new RewardModel();
    for (Shown shown : log.rows()) {
      add(model.all, shown.reward());
      add(model.byItem.computeIfAbsent(shown.item(), unusedItem -> new double[2]), shown.reward());
      add(
          model
              .byPlace
              .computeIfAbsent(shown.item(), unusedItem -> new HashMap<>())
              .computeIfAbsent(shown.position(), unusedPosition -> new double[2]),
          shown.reward());
    }
    return model;
  }

  /** The reward that is to be expected. */
  public double of(String item, String position) {
    double mean = all[1] == 0 ? 0 : all[0] / all[1];
    double ofItem = drawn(byItem.getOrDefault(item, new double[2]), mean);
    double[] here = byPlace.getOrDefault(item, Map.of()).getOrDefault(position, new double[2]);
    return drawn(here, ofItem);
  }

  /** What a policy is to be expected to earn at a position. */
  public double of(Policy policy, String position) {
    double sum = 0;
    for (Map.Entry<String, Double> item : policy.items(position).entrySet()) {
      sum += item.getValue() * of(item.getKey(), position);
    }
    return sum;
  }

  private static void add(double[] sumAndRows, double reward) {
    sumAndRows[0] += reward;
    sumAndRows[1]++;
  }

  private static double drawn(double[] sumAndRows, double towards) {
    return (sumAndRows[0] + PRIOR * towards) / (sumAndRows[1] + PRIOR);
  }
}
