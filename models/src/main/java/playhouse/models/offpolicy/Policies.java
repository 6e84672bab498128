package playhouse.models.offpolicy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import playhouse.models.files.BadFile;
import playhouse.models.files.Table;

/** Policies learnt from a log, or read from a file. */
public final class Policies {
  private static final int DRAWS = 10_000;
  private static final double SUM = 1e-3;

  private Policies() {}

  /**
   * Bernoulli Thompson sampling: of each item a rate is drawn from what its clicks leave possible,
   * and the best drawn come first, second and so on.
   */
  public static Policy thompson(Log log, long seed) {
    Map<String, double[]> counts = counts(log);
    Map<String, Map<String, Double>> byPosition = new HashMap<>();
    log.positions().forEach(position -> byPosition.put(position, new HashMap<>()));
    Beta beta = new Beta(new Random(seed));
    record Drawn(String item, double rate) {}
    for (int draw = 0; draw < DRAWS; draw++) {
      List<Drawn> drawn = new ArrayList<>();
      counts.forEach((item, of) -> drawn.add(new Drawn(item, beta.draw(1 + of[0], 1 + of[1]))));
      drawn.sort(Comparator.comparingDouble(Drawn::rate).reversed().thenComparing(Drawn::item));
      for (int place = 0; place < Math.min(log.positions().size(), drawn.size()); place++) {
        Map<String, Double> here = byPosition.get(log.positions().get(place));
        if (here != null) {
          here.merge(drawn.get(place).item(), 1.0 / DRAWS, Double::sum);
        }
      }
    }
    return new Policy("thompson", byPosition);
  }

  /** Always the items with the best rate of clicks, as far as few rows let it be told. */
  public static Policy greedy(Log log) {
    RewardModel rates = RewardModel.learn(log);
    Map<String, Map<String, Double>> byPosition = new HashMap<>();
    for (String position : log.positions()) {
      log.items().stream()
          .max(Comparator.comparingDouble(item -> rates.of(item, position)))
          .ifPresent(best -> byPosition.put(position, Map.of(best, 1.0)));
    }
    return new Policy("greedy", byPosition);
  }

  /** A CSV of item ids, probabilities and, if those differ, positions. */
  public static Policy read(Table table, List<String> positions) {
    List<String> items = table.column("item_id");
    List<String> probabilities = table.column("probability");
    boolean same = !table.has("position");
    Map<String, Map<String, Double>> byPosition = new HashMap<>();
    for (int row = 0; row < items.size(); row++) {
      double probability = probability(table, probabilities.get(row));
      for (String position : same ? positions : List.of(table.column("position").get(row))) {
        byPosition
            .computeIfAbsent(position, unusedPosition -> new HashMap<>())
            .put(items.get(row), probability);
      }
    }
    byPosition.forEach(
        (position, of) -> {
          double sum = of.values().stream().mapToDouble(Double::doubleValue).sum();
          if (Math.abs(sum - 1) > SUM) {
            throw new BadFile(
                table.name() + ": probabilities at position " + position + " add up to " + sum);
          }
        });
    return new Policy(table.name(), byPosition);
  }

  static Policy same(String name, List<String> positions, Map<String, Double> shares) {
    Map<String, Map<String, Double>> byPosition = new HashMap<>();
    positions.forEach(position -> byPosition.put(position, shares));
    return new Policy(name, byPosition);
  }

  static Map<String, Double> shares(List<String> items, ToDoubleFunction<String> weight) {
    double sum = items.stream().mapToDouble(weight).sum();
    Map<String, Double> shares = new HashMap<>();
    items.forEach(item -> shares.put(item, weight.applyAsDouble(item) / sum));
    return shares;
  }

  /** Clicks and other showings of each item. */
  private static Map<String, double[]> counts(Log log) {
    Map<String, double[]> counts = new TreeMap<>();
    for (Shown shown : log.rows()) {
      double[] of = counts.computeIfAbsent(shown.item(), unusedItem -> new double[2]);
      of[shown.reward() > 0 ? 0 : 1]++;
    }
    return counts;
  }

  private static double probability(Table table, String cell) {
    try {
      double probability = Double.parseDouble(cell.strip());
      if (probability >= 0 && probability <= 1) {
        return probability;
      }
    } catch (NumberFormatException e) {
      throw new BadFile(table.name() + ": '" + cell + "' is no probability", e);
    }
    throw new BadFile(table.name() + ": '" + cell + "' is no probability");
  }
}
