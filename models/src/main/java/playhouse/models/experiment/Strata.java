package playhouse.models.experiment;

import java.util.Map;

/**
 * Post-stratification: slices' means weighed by how many people of all arms are in them, so that
 * luck in who came where does not count. Source: Miratrix, Sekhon, Yu, Adjusting treatment effect
 * estimates by post-stratification in randomized experiments (JRSS B 2013).
 */
public final class Strata {
  /** A slice with fewer people of an arm has no variance to speak of. */
  private static final int FEWEST = 2;

  private Strata() {}

  /**
   * An arm's mean, as if its people were spread over slices as all arms' together.
   *
   * @param arm its moments by slice
   * @param all those of all arms together; slices with fewer than two people of the arm are left
   *     out and their weight given to the others
   */
  public static Mean of(Map<String, Moments> arm, Map<String, Moments> all) {
    double weights = 0;
    double value = 0;
    double error = 0;
    long n = 0;
    for (Map.Entry<String, Moments> slice : all.entrySet()) {
      Moments here = arm.getOrDefault(slice.getKey(), Moments.NONE);
      n += here.n();
      if (here.n() >= FEWEST) {
        double weight = slice.getValue().n();
        weights += weight;
        value += weight * here.mean();
        error += weight * weight * here.variance() / here.n();
      }
    }
    return weights == 0
        ? new Mean(0, 0, n)
        : new Mean(value / weights, error / weights / weights, n);
  }
}
