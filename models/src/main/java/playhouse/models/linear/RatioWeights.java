package playhouse.models.linear;

/**
 * How much likelier each column is with yes than with no, as weights (the features of Wang and
 * Manning 2012): what comes with both alike counts less.
 */
public final class RatioWeights {
  private static final double SMOOTH = 1;

  private RatioWeights() {}

  /** The amount of the logarithm of both rates' ratio, to a power. */
  public static float[] of(SparseRows rows, boolean[] truth, double power) {
    boolean[] not = new boolean[truth.length];
    double yes = 0;
    for (int row = 0; row < truth.length; row++) {
      not[row] = !truth[row];
      yes += truth[row] ? 1 : 0;
    }
    int[] withYes = rows.counts(truth);
    int[] withNo = rows.counts(not);
    double shift = Math.log((truth.length - yes + 2 * SMOOTH) / (yes + 2 * SMOOTH));
    float[] weights = new float[rows.width()];
    for (int column = 0; column < weights.length; column++) {
      double ratio = Math.log((withYes[column] + SMOOTH) / (withNo[column] + SMOOTH)) + shift;
      weights[column] = (float) Math.pow(Math.abs(ratio), power);
    }
    return weights;
  }
}
