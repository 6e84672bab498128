package playhouse.models.tabular;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import playhouse.models.files.Doubles;

/**
 * A linear model of the logit over standardised numbers with a ridge, fitted by Newton's method; a
 * missing number counts as the usual one.
 */
final class Logistic {
  private static final int MOST_STEPS = 30;
  private static final double ENOUGH = 1e-8;

  private final double[] means;
  private final double[] scales;
  private final double[] weights;

  private Logistic(double[] means, double[] scales, double[] weights) {
    this.means = means;
    this.scales = scales;
    this.weights = weights;
  }

  /** Learns; the last weight is the intercept, which no ridge holds. */
  static Logistic train(Matrix rows, boolean[] truth, double ridge) {
    Logistic model = standardised(rows);
    double yes = 1;
    for (boolean one : truth) {
      yes += one ? 1 : 0;
    }
    model.weights[rows.columns] = Math.log(yes / (truth.length + 2 - yes));
    for (int step = 0; step < MOST_STEPS; step++) {
      if (model.newton(rows, truth, ridge) < ENOUGH) {
        break;
      }
    }
    return model;
  }

  /** Logits of all rows. */
  double[] scores(Matrix rows) {
    double[] scores = new double[rows.rows];
    double[] row = new double[weights.length];
    for (int at = 0; at < rows.rows; at++) {
      fill(rows, at, row);
      scores[at] = dot(row);
    }
    return scores;
  }

  /** The logit of one row. */
  double score(float[] values) {
    double sum = weights[means.length];
    for (int column = 0; column < means.length; column++) {
      if (!Float.isNaN(values[column])) {
        sum += (values[column] - means[column]) * scales[column] * weights[column];
      }
    }
    return sum;
  }

  /** What each number adds to the logit of an average row; one that is missing adds nothing. */
  double[] added(float[] values) {
    double[] added = new double[means.length];
    for (int column = 0; column < means.length; column++) {
      if (!Float.isNaN(values[column])) {
        added[column] = (values[column] - means[column]) * scales[column] * weights[column];
      }
    }
    return added;
  }

  void write(DataOutput out) throws IOException {
    Doubles.write(means, out);
    Doubles.write(scales, out);
    Doubles.write(weights, out);
  }

  static Logistic read(DataInput in) throws IOException {
    return new Logistic(Doubles.read(in), Doubles.read(in), Doubles.read(in));
  }

  private static Logistic standardised(Matrix rows) {
    double[] means = new double[rows.columns];
    double[] scales = new double[rows.columns];
    for (int column = 0; column < rows.columns; column++) {
      double sum = 0;
      double squares = 0;
      int there = 0;
      for (int row = 0; row < rows.rows; row++) {
        float value = rows.at(row, column);
        if (!Float.isNaN(value)) {
          sum += value;
          squares += (double) value * value;
          there++;
        }
      }
      means[column] = there == 0 ? 0 : sum / there;
      double variance = there == 0 ? 0 : squares / there - means[column] * means[column];
      scales[column] = variance > 1e-12 ? 1 / Math.sqrt(variance) : 0;
    }
    return new Logistic(means, scales, new double[means.length + 1]);
  }

  /** One step; the answer is the greatest change of a weight. */
  private double newton(Matrix rows, boolean[] truth, double ridge) {
    int width = weights.length;
    double[][] hessian = new double[width][width];
    double[] gradient = new double[width];
    double[] row = new double[width];
    for (int at = 0; at < rows.rows; at++) {
      fill(rows, at, row);
      double p = 1 / (1 + Math.exp(-dot(row)));
      double error = (truth[at] ? 1 : 0) - p;
      double weight = Math.max(p * (1 - p), 1e-6);
      for (int i = 0; i < width; i++) {
        gradient[i] += error * row[i];
        double scaled = weight * row[i];
        for (int j = 0; scaled != 0 && j <= i; j++) {
          hessian[i][j] += scaled * row[j];
        }
      }
    }
    for (int i = 0; i < width - 1; i++) {
      gradient[i] -= ridge * weights[i];
      hessian[i][i] += ridge;
    }
    Cholesky.solve(hessian, gradient);
    for (int i = 0; i < width; i++) {
      weights[i] += gradient[i];
    }
    return Arrays.stream(gradient).map(Math::abs).max().orElse(0);
  }

  private void fill(Matrix rows, int at, double[] row) {
    for (int column = 0; column < rows.columns; column++) {
      float value = rows.at(at, column);
      row[column] = Float.isNaN(value) ? 0 : (value - means[column]) * scales[column];
    }
    row[rows.columns] = 1;
  }

  private double dot(double[] row) {
    double sum = 0;
    for (int i = 0; i < row.length; i++) {
      sum += row[i] * weights[i];
    }
    return sum;
  }
}
