package playhouse.models.measure;

import java.util.Comparator;
import java.util.stream.IntStream;

/** The area under the ROC curve: how likely a yes has a higher score than a no. */
public final class Auc {
  private Auc() {}

  /** From ranks (Mann and Whitney); equal scores count half. 0.5 where there is only one class. */
  public static double of(double[] scores, boolean[] truth) {
    int[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(row -> scores[row]))
            .mapToInt(Integer::intValue)
            .toArray();
    double ranks = 0;
    long yes = 0;
    for (int from = 0; from < order.length; ) {
      int to = from;
      while (to < order.length && scores[order[to]] == scores[order[from]]) {
        to++;
      }
      for (int at = from; at < to; at++) {
        if (truth[order[at]]) {
          ranks += (from + 1 + to) / 2.0;
          yes++;
        }
      }
      from = to;
    }
    long no = order.length - yes;
    return yes == 0 || no == 0 ? 0.5 : (ranks - yes * (yes + 1) / 2.0) / ((double) yes * no);
  }
}
