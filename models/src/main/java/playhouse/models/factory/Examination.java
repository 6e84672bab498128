package playhouse.models.factory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import playhouse.models.measure.Auc;
import playhouse.models.measure.CalibrationError;
import playhouse.models.measure.LogLoss;

/** How well answers foretold what came, over all and slice by slice. */
public final class Examination {
  /** Of a slice that is judged; fewer say little. */
  static final int FEWEST = 50;

  private Examination() {}

  /** Figures by name; those of a slice as {@code auc[country=DE]}. */
  public static Map<String, Double> of(List<Example> holdout, double[] answers) {
    Map<String, Double> figures = new TreeMap<>();
    put(figures, "", answers, truth(holdout));
    slices(holdout)
        .forEach(
            (slice, rows) -> {
              boolean[] truth = pick(truth(holdout), rows);
              put(figures, "[" + slice + "]", pick(answers, rows), truth);
            });
    return figures;
  }

  /** Rows of each slice that is large enough, such as {@code country=DE}. */
  static Map<String, List<Integer>> slices(List<Example> examples) {
    Map<String, List<Integer>> slices = new TreeMap<>();
    for (int row = 0; row < examples.size(); row++) {
      int place = row;
      examples
          .get(row)
          .slices()
          .forEach(
              (name, value) ->
                  slices.computeIfAbsent(name + "=" + value, key -> new ArrayList<>()).add(place));
    }
    slices.values().removeIf(rows -> rows.size() < FEWEST);
    return slices;
  }

  static boolean[] truth(List<Example> examples) {
    boolean[] truth = new boolean[examples.size()];
    for (int row = 0; row < truth.length; row++) {
      truth[row] = examples.get(row).came();
    }
    return truth;
  }

  static double[] pick(double[] numbers, List<Integer> rows) {
    return rows.stream().mapToDouble(row -> numbers[row]).toArray();
  }

  static boolean[] pick(boolean[] truth, List<Integer> rows) {
    boolean[] some = new boolean[rows.size()];
    for (int at = 0; at < some.length; at++) {
      some[at] = truth[rows.get(at)];
    }
    return some;
  }

  private static void put(
      Map<String, Double> figures, String suffix, double[] answers, boolean[] truth) {
    double yes = 0;
    for (boolean one : truth) {
      yes += one ? 1 : 0;
    }
    figures.put("people" + suffix, (double) truth.length);
    figures.put("share" + suffix, yes / Math.max(1, truth.length));
    figures.put("auc" + suffix, Auc.of(answers, truth));
    figures.put("ece" + suffix, CalibrationError.of(answers, truth));
    figures.put("log_loss" + suffix, LogLoss.of(answers, truth));
  }
}
