package playhouse.models.offpolicy;

import java.util.Random;

/** Draws from beta distributions (by gamma draws after Marsaglia and Tsang 2000). */
public final class Beta {
  private final Random random;

  /** Draws with that. */
  public Beta(Random random) {
    this.random = random;
  }

  /** Both parameters are at least 1. */
  public double draw(double a, double b) {
    double x = gamma(a);
    return x / (x + gamma(b));
  }

  private double gamma(double shape) {
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = random.nextGaussian();
      double v = Math.pow(1 + c * x, 3);
      if (v > 0 && Math.log(1 - random.nextDouble()) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
        return d * v;
      }
    }
  }
}
