package playhouse.models.linear;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** A plane for each class between it and all others; with two classes, one for both. */
public final class OneAgainstRest {
  private final List<Side> sides;
  private final int classes;

  private OneAgainstRest(List<Side> sides, int classes) {
    this.sides = sides;
    this.classes = classes;
  }

  /** A plane, and what makes rows ready for it. */
  private record Side(Separator plane, UnaryOperator<SparseRows> ready) {
    double[] scores(SparseRows rows) {
      return plane.scores(ready.apply(rows));
    }
  }

  /**
   * Learns; the planes are learnt side by side, and each the same from the same seed.
   *
   * @param labels classes, numbered from 0
   * @param ratio power of {@link RatioWeights}; 0 for none
   */
  public static OneAgainstRest train(
      SparseRows rows,
      int[] labels,
      int classes,
      double cost,
      double ratio,
      int rounds,
      long seed) {
    List<Side> sides =
        IntStream.range(classes == 2 ? 1 : 0, classes)
            .parallel()
            .mapToObj(one -> side(rows, truth(labels, one), cost, ratio, rounds, seed))
            .toList();
    return new OneAgainstRest(sides, classes);
  }

  private static Side side(
      SparseRows rows, boolean[] truth, double cost, double ratio, int rounds, long seed) {
    float[] factors = ratio == 0 ? new float[0] : RatioWeights.of(rows, truth, ratio);
    UnaryOperator<SparseRows> ready = ratio == 0 ? some -> some : some -> some.scaled(factors);
    return new Side(Separator.train(ready.apply(rows), truth, cost, rounds, seed), ready);
  }

  private static boolean[] truth(int[] labels, int one) {
    boolean[] truth = new boolean[labels.length];
    for (int row = 0; row < labels.length; row++) {
      truth[row] = labels[row] == one;
    }
    return truth;
  }

  /** For each row a score for each class: how far it lies on that class's side. */
  public double[][] scores(SparseRows rows) {
    double[][] scores = new double[rows.size()][classes];
    List<double[]> all = sides.parallelStream().map(side -> side.scores(rows)).toList();
    for (int row = 0; row < scores.length; row++) {
      for (int side = 0; side < all.size(); side++) {
        double score = all.get(side)[row];
        if (classes == 2) {
          scores[row][0] = -score;
          scores[row][1] = score;
        } else {
          scores[row][side] = score;
        }
      }
    }
    return scores;
  }

  /** The class with the highest score; of equals the first. */
  public static int best(double[] scores) {
    return IntStream.range(0, scores.length)
        .reduce((a, b) -> scores[b] > scores[a] ? b : a)
        .orElse(0);
  }

  /** The class with the highest score, for each row. */
  public static int[] best(double[][] scores) {
    return Arrays.stream(scores).mapToInt(OneAgainstRest::best).toArray();
  }
}
