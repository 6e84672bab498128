package playhouse.models.offpolicy;

import java.util.Arrays;

/**
 * What a policy would earn a showing.
 *
 * @param value the likeliest
 * @param low end of the interval that holds the truth 95 times of a hundred
 * @param high end of it
 */
public record Estimate(double value, double low, double high) {
  private static final double NORMAL_95 = 1.959964;

  /** One standard error. */
  double error() {
    return (high - low) / 2 / NORMAL_95;
  }

  /** The same with an interval that is so much longer on either side. */
  Estimate widened(double by) {
    return new Estimate(value, low - by, high + by);
  }

  /**
   * A mean of terms.
   *
   * @param value the estimate
   * @param terms what each row adds, whose spread tells how sure the value is
   */
  static Estimate of(double value, double[] terms) {
    double mean = Arrays.stream(terms).average().orElse(0);
    double squares = Arrays.stream(terms).map(term -> (term - mean) * (term - mean)).sum();
    double error = Math.sqrt(squares / Math.max(1, terms.length - 1) / Math.max(1, terms.length));
    return new Estimate(value, value - NORMAL_95 * error, value + NORMAL_95 * error);
  }
}
