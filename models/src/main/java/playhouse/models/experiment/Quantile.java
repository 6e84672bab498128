package playhouse.models.experiment;

/**
 * A quantile of people's values, read from published bucket edges, with edges between which the
 * true one lies at all times. How many lie at or below an edge is a binomial count, so it is exact;
 * only the two edges about the true quantile can make it wrong. Source: Howard, Ramdas, Sequential
 * estimation of quantiles with applications to A/B testing (Bernoulli 2022), section 3, with the
 * beta-binomial mixture.
 *
 * @param value the smallest edge at or below which the share lies
 * @param low a lower bound: the greatest edge that is surely below it
 * @param high an upper bound: the smallest edge that is surely not below it
 */
public record Quantile(double value, double low, double high) {

  /**
   * Of counted people.
   *
   * @param edges ascending; a value belongs to the smallest edge that is not below it
   * @param counts people of each edge, not cumulated
   * @param q the share, such as 0.95
   * @param alpha how often the bounds may ever be wrong
   */
  public static Quantile of(double[] edges, long[] counts, double q, double alpha) {
    long all = 0;
    for (long count : counts) {
      all += count;
    }
    double value = edges[edges.length - 1];
    double low = Double.NEGATIVE_INFINITY;
    double high = Double.POSITIVE_INFINITY;
    long below = 0;
    boolean found = false;
    for (int edge = 0; edge < edges.length; edge++) {
      below += counts[edge];
      if (!found && below >= q * all) {
        value = edges[edge];
        found = true;
      }
      boolean unlikely = Proportion.logWealth(below, all, q) >= -Math.log(alpha);
      if (unlikely && below < q * all) {
        low = edges[edge];
      } else if (unlikely && high == Double.POSITIVE_INFINITY) {
        high = edges[edge];
      }
    }
    return new Quantile(value, low, high);
  }

  /** The difference of two arms' quantiles: both at half of alpha, laid against each other. */
  public static Effect difference(
      double[] edges, long[] control, long[] treatment, double q, double alpha) {
    Quantile before = of(edges, control, q, alpha / 2);
    Quantile after = of(edges, treatment, q, alpha / 2);
    double low = after.low - before.high;
    double high = after.high - before.low;
    long n = 0;
    for (int edge = 0; edge < edges.length; edge++) {
      n += control[edge] + treatment[edge];
    }
    return new Effect(
        before.value,
        after.value,
        after.value - before.value,
        low,
        high,
        low > 0 || high < 0 ? alpha : 1,
        n);
  }
}
