package playhouse.models.calibrate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import playhouse.models.files.Doubles;

/**
 * The rising steps that are nearest to what came (pool adjacent violators), with straight lines
 * from the middle of a step to the middle of the next.
 */
public final class Isotonic implements Calibration {
  private final double[] scores;
  private final double[] shares;

  private Isotonic(double[] scores, double[] shares) {
    this.scores = scores;
    this.shares = shares;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeBoolean(true);
    Doubles.write(scores, out);
    Doubles.write(shares, out);
  }

  static Isotonic read(DataInput in) throws IOException {
    return new Isotonic(Doubles.read(in), Doubles.read(in));
  }

  /**
   * Steps of {sum of scores, yes, rows}, joined as long as one does not rise above the one before.
   */
  public static Isotonic fit(double[] scores, boolean[] truth) {
    int[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(row -> scores[row]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] sums = new double[order.length];
    double[] yes = new double[order.length];
    double[] rows = new double[order.length];
    int steps = 0;
    for (int at = 0; at < order.length; at++) {
      boolean same = at > 0 && scores[order[at]] == scores[order[at - 1]];
      int step = same ? steps - 1 : steps++;
      sums[step] += scores[order[at]];
      yes[step] += truth[order[at]] ? 1 : 0;
      rows[step]++;
      boolean whole = at + 1 == order.length || scores[order[at + 1]] != scores[order[at]];
      while (whole && steps > 1 && falls(yes, rows, steps)) {
        steps--;
        sums[steps - 1] += sums[steps];
        yes[steps - 1] += yes[steps];
        rows[steps - 1] += rows[steps];
        sums[steps] = yes[steps] = rows[steps] = 0;
      }
    }
    double[] middles = new double[steps];
    double[] shares = new double[steps];
    for (int step = 0; step < steps; step++) {
      middles[step] = sums[step] / rows[step];
      shares[step] = yes[step] / rows[step];
    }
    return new Isotonic(middles, shares);
  }

  private static boolean falls(double[] yes, double[] rows, int steps) {
    return yes[steps - 2] * rows[steps - 1] >= yes[steps - 1] * rows[steps - 2];
  }

  @Override
  public double of(double score) {
    int found = Arrays.binarySearch(scores, score);
    if (found >= 0) {
      return shares[found];
    }
    int above = -found - 1;
    if (above == 0) {
      return shares[0];
    }
    if (above == scores.length) {
      return shares[above - 1];
    }
    double part = (score - scores[above - 1]) / (scores[above] - scores[above - 1]);
    return shares[above - 1] + part * (shares[above] - shares[above - 1]);
  }
}
