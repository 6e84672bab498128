package playhouse.models.measure;

import java.util.Arrays;

/**
 * Two models' areas under the ROC curve on the same rows, and how sure their difference is.
 *
 * @param first area of the first
 * @param second area of the second
 * @param error standard error of first less second
 * @see <a href="https://doi.org/10.2307/2531595">DeLong, DeLong and Clarke-Pearson 1988</a>
 */
public record Delong(double first, double second, double error) {

  /** Compares scores of the same rows; both yes and no have to be among them. */
  public static Delong of(double[] first, double[] second, boolean[] truth) {
    double[] one = placements(first, truth);
    double[] other = placements(second, truth);
    double variance = 0;
    for (boolean side : new boolean[] {true, false}) {
      double[] differences = new double[truth.length];
      int count = 0;
      for (int row = 0; row < truth.length; row++) {
        if (truth[row] == side) {
          differences[count++] = one[row] - other[row];
        }
      }
      double deviation = Spread.of(Arrays.copyOf(differences, count)).deviation();
      variance += deviation * deviation / Math.max(1, count);
    }
    return new Delong(Auc.of(first, truth), Auc.of(second, truth), Math.sqrt(variance));
  }

  /** How many standard errors the first is better; 0 if there is no telling. */
  public double z() {
    return error > 0 ? (first - second) / error : 0;
  }

  /** Of each row: the share of the other side's rows that it stands rightly to. */
  private static double[] placements(double[] scores, boolean[] truth) {
    double[] yes = side(scores, truth, true);
    double[] no = side(scores, truth, false);
    double[] placements = new double[scores.length];
    for (int row = 0; row < scores.length; row++) {
      placements[row] = truth[row] ? below(no, scores[row]) : 1 - below(yes, scores[row]);
    }
    return placements;
  }

  private static double[] side(double[] scores, boolean[] truth, boolean side) {
    double[] some = new double[scores.length];
    int count = 0;
    for (int row = 0; row < scores.length; row++) {
      if (truth[row] == side) {
        some[count++] = scores[row];
      }
    }
    double[] sorted = Arrays.copyOf(some, count);
    Arrays.sort(sorted);
    return sorted;
  }

  /** Share of sorted numbers that are less; an equal one counts half. */
  private static double below(double[] sorted, double score) {
    double count = first(sorted, score, false) + first(sorted, score, true);
    return sorted.length == 0 ? 0.5 : count / 2 / sorted.length;
  }

  /** How many are less, or at most as much. */
  private static int first(double[] sorted, double score, boolean orEqual) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < score || (orEqual && sorted[middle] == score)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
