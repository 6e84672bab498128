package playhouse.models.measure;

/**
 * The expected calibration error: how far probabilities are from how often they come true, in ten
 * bins of equal width, weighed by their sizes.
 */
public final class CalibrationError {
  private static final int BINS = 10;

  private CalibrationError() {}

  /** From 0, for perfection, to 1. */
  public static double of(double[] probabilities, boolean[] truth) {
    double[] excess = new double[BINS];
    for (int row = 0; row < probabilities.length; row++) {
      int bin = Math.min(BINS - 1, (int) (probabilities[row] * BINS));
      excess[bin] += probabilities[row] - (truth[row] ? 1 : 0);
    }
    double sum = 0;
    for (double bin : excess) {
      sum += Math.abs(bin);
    }
    return sum / Math.max(1, probabilities.length);
  }
}
