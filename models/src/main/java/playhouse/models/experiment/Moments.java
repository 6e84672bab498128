package playhouse.models.experiment;

/**
 * All that is kept of people's pairs of numbers: enough for means, variances, CUPED and ratios. Two
 * of disjoint people add up; a person whose numbers turn out to be others is taken out and put in.
 *
 * @param n how many people
 * @param y sum of the outcome
 * @param yy sum of its squares
 * @param x sum of what goes with it: a covariate from before, or the denominator of a ratio
 * @param xx sum of its squares
 * @param xy sum of the products
 */
public record Moments(long n, double y, double yy, double x, double xx, double xy) {
  /** Of nobody. */
  public static final Moments NONE = new Moments(0, 0, 0, 0, 0, 0);

  /** With one person more. */
  public Moments with(double outcome, double beside) {
    return plus(one(outcome, beside));
  }

  /** Without one that was put in with just these numbers. */
  public Moments without(double outcome, double beside) {
    Moments gone = one(outcome, beside);
    return new Moments(n - 1, y - gone.y, yy - gone.yy, x - gone.x, xx - gone.xx, xy - gone.xy);
  }

  /** Both together; they must be of different people. */
  public Moments plus(Moments other) {
    return new Moments(
        n + other.n, y + other.y, yy + other.yy, x + other.x, xx + other.xx, xy + other.xy);
  }

  private static Moments one(double outcome, double beside) {
    return new Moments(1, outcome, outcome * outcome, beside, beside * beside, outcome * beside);
  }

  /** Mean of the outcome; 0 of nobody. */
  public double mean() {
    return n == 0 ? 0 : y / n;
  }

  /** Mean of what goes with it; 0 of nobody. */
  public double meanBeside() {
    return n == 0 ? 0 : x / n;
  }

  /** Variance of the outcome, of a sample; 0 of fewer than two people. */
  public double variance() {
    // Rounding must not make a variance less than none.
    return Math.max(0, together(yy, y, y));
  }

  /** Variance of what goes with it. */
  public double varianceBeside() {
    return Math.max(0, together(xx, x, x));
  }

  /** How they go together. */
  public double covariance() {
    return together(xy, x, y);
  }

  private double together(double products, double first, double second) {
    return n < 2 ? 0 : (products - first * second / n) / (n - 1);
  }
}
