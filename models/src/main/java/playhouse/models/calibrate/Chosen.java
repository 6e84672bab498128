package playhouse.models.calibrate;

/** Values of chosen rows. */
final class Chosen {
  private Chosen() {}

  static double[] of(double[] values, int[] rows) {
    double[] chosen = new double[rows.length];
    for (int at = 0; at < rows.length; at++) {
      chosen[at] = values[rows[at]];
    }
    return chosen;
  }

  static boolean[] of(boolean[] values, int[] rows) {
    boolean[] chosen = new boolean[rows.length];
    for (int at = 0; at < rows.length; at++) {
      chosen[at] = values[rows[at]];
    }
    return chosen;
  }
}
