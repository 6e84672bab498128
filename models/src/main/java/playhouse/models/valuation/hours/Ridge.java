package playhouse.models.valuation.hours;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import playhouse.models.tabular.Cholesky;

/** A linear regression whose weights are held small. */
record Ridge(double intercept, List<Double> weights) {

  /** Adds up; numbers beyond the weights do not count. */
  double of(double[] row) {
    double sum = intercept;
    for (int column = 0; column < row.length; column++) {
      sum += weights.get(column) * row[column];
    }
    return sum;
  }

  /** Columns are brought to deviation 1 first, so that the ridge weighs on all alike. */
  static Ridge fit(List<double[]> rows, double[] truth, double ridge) {
    int width = rows.get(0).length;
    double[] means = new double[width];
    rows.forEach(row -> Arrays.setAll(means, c -> means[c] + row[c] / rows.size()));
    double[] scales = new double[width];
    rows.forEach(
        row ->
            Arrays.setAll(
                scales, c -> scales[c] + (row[c] - means[c]) * (row[c] - means[c]) / rows.size()));
    Arrays.setAll(scales, c -> scales[c] < 1e-12 ? 0 : 1 / Math.sqrt(scales[c]));
    double mean = Arrays.stream(truth).sum() / truth.length;
    double[] right = new double[width];
    double[][] square = new double[width][width];
    for (int at = 0; at < truth.length; at++) {
      double[] row = rows.get(at);
      for (int i = 0; i < width; i++) {
        double x = (row[i] - means[i]) * scales[i];
        right[i] += x * (truth[at] - mean);
        for (int j = 0; j <= i; j++) {
          square[i][j] += x * (row[j] - means[j]) * scales[j];
        }
      }
    }
    for (int i = 0; i < width; i++) {
      square[i][i] += ridge;
    }
    Cholesky.solve(square, right);
    return unscaled(right, scales, means, mean);
  }

  private static Ridge unscaled(double[] scaled, double[] scales, double[] means, double mean) {
    List<Double> weights = new ArrayList<>();
    double intercept = mean;
    for (int column = 0; column < scaled.length; column++) {
      double weight = scaled[column] * scales[column];
      weights.add(weight);
      intercept -= weight * means[column];
    }
    return new Ridge(intercept, List.copyOf(weights));
  }
}
