package playhouse.models.measure;

/**
 * How well classes were told.
 *
 * @param accuracy share of rows whose class was told
 * @param macroF1 mean, over all classes that are true or told anywhere, of the harmonic mean of
 *     precision and recall
 */
public record Agreement(double accuracy, double macroF1) {

  /** Classes are numbers from 0. */
  public static Agreement of(int[] told, int[] truth) {
    int classes = 0;
    for (int row = 0; row < told.length; row++) {
      classes = Math.max(classes, Math.max(told[row], truth[row]) + 1);
    }
    int[] hits = new int[classes];
    int[] named = new int[classes];
    int right = 0;
    for (int row = 0; row < told.length; row++) {
      named[told[row]]++;
      named[truth[row]]++;
      if (told[row] == truth[row]) {
        hits[told[row]]++;
        right++;
      }
    }
    double sum = 0;
    int known = 0;
    for (int c = 0; c < classes; c++) {
      sum += named[c] == 0 ? 0 : 2.0 * hits[c] / named[c];
      known += named[c] == 0 ? 0 : 1;
    }
    return new Agreement(right / (double) Math.max(1, told.length), sum / Math.max(1, known));
  }
}
