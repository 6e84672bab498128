package playhouse.models.measure;

/** The mean negative logarithm of the probability that was given to what came. */
public final class LogLoss {
  private static final double LEAST = 1e-12;

  private LogLoss() {}

  /** In nats; 0 is perfection. */
  public static double of(double[] probabilities, boolean[] truth) {
    double sum = 0;
    for (int row = 0; row < probabilities.length; row++) {
      double given = truth[row] ? probabilities[row] : 1 - probabilities[row];
      sum -= Math.log(Math.max(LEAST, given));
    }
    return sum / Math.max(1, probabilities.length);
  }
}
