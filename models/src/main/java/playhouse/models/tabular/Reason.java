package playhouse.models.tabular;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a feature adds to a row's logit.
 *
 * @param feature its name
 * @param weight above 0 for yes, below for no
 */
public record Reason(String feature, double weight) {
  static final Comparator<Reason> STRONGEST_FIRST =
      Comparator.comparingDouble((Reason reason) -> -Math.abs(reason.weight()))
          .thenComparing(Reason::feature);

  /**
   * The strongest of a row's reasons.
   *
   * @param trees what the trees add, in order of the features; the intercept may follow
   * @param line what the linear model adds
   * @param share what the trees count, 0 to 1
   */
  static List<Reason> strongest(
      List<String> features, float[] trees, double[] line, double share, int most) {
    return IntStream.range(0, features.size())
        .mapToObj(at -> new Reason(features.get(at), share * trees[at] + (1 - share) * line[at]))
        .sorted(STRONGEST_FIRST)
        .limit(most)
        .toList();
  }
}
