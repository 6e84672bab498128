package playhouse.models.linear;

import java.util.Arrays;
import java.util.Random;

/**
 * A plane between yes and no: squared hinge loss with a ridge, by dual coordinate descent.
 *
 * @see <a href="https://www.csie.ntu.edu.tw/~cjlin/papers/cddual.pdf">Hsieh et al. 2008</a>
 */
public final class Separator {
  private static final double ENOUGH = 0.1;

  private final float[] weights;
  private final double offset;

  private Separator(float[] weights, double offset) {
    this.weights = weights;
    this.offset = offset;
  }

  /**
   * Learns; the same seed learns the same.
   *
   * @param cost what an error costs beside the ridge
   * @param mostRounds over all rows
   */
  public static Separator train(
      SparseRows rows, boolean[] truth, double cost, int mostRounds, long seed) {
    Descent descent = new Descent(rows, truth, cost);
    Random random = new Random(seed);
    for (int round = 0; round < mostRounds; round++) {
      if (descent.round(random) < ENOUGH) {
        break;
      }
    }
    return new Separator(descent.weights, descent.offset);
  }

  /** How far each row lies on the side of yes. */
  public double[] scores(SparseRows rows) {
    double[] scores = new double[rows.size()];
    Arrays.setAll(scores, row -> rows.dot(row, weights) + offset);
    return scores;
  }

  /** The dual problem: a multiplier for each row, and the weights that they make. */
  private static final class Descent {
    private final SparseRows rows;
    private final boolean[] truth;
    private final double slack;
    private final double[] multipliers;
    private final double[] lengths;
    private final int[] order;
    private final float[] weights;
    private double offset;

    Descent(SparseRows rows, boolean[] truth, double cost) {
      this.rows = rows;
      this.truth = truth;
      this.slack = 0.5 / cost;
      this.multipliers = new double[rows.size()];
      this.lengths = new double[rows.size()];
      this.order = new int[rows.size()];
      this.weights = new float[rows.width()];
      for (int row = 0; row < order.length; row++) {
        order[row] = row;
        double length = 1 + slack;
        for (int at = rows.starts[row]; at < rows.starts[row + 1]; at++) {
          length += (double) rows.values[at] * rows.values[at];
        }
        lengths[row] = length;
      }
    }

    /** The answer is by how much the worst row missed its best. */
    double round(Random random) {
      double worst = 0;
      for (int at = order.length - 1; at >= 0; at--) {
        int other = random.nextInt(at + 1);
        int row = order[other];
        order[other] = order[at];
        order[at] = row;
        worst = Math.max(worst, Math.abs(step(row)));
      }
      return worst;
    }

    private double step(int row) {
      double side = truth[row] ? 1 : -1;
      double gradient = side * (rows.dot(row, weights) + offset) - 1 + slack * multipliers[row];
      if (multipliers[row] == 0 && gradient >= 0) {
        return 0;
      }
      double next = Math.max(0, multipliers[row] - gradient / lengths[row]);
      double change = (next - multipliers[row]) * side;
      multipliers[row] = next;
      offset += change;
      for (int at = rows.starts[row]; at < rows.starts[row + 1]; at++) {
        weights[rows.columns[at]] += (float) (change * rows.values[at]);
      }
      return gradient;
    }
  }
}
