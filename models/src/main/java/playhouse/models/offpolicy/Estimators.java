package playhouse.models.offpolicy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a policy would have earned on a log that another one made. */
public final class Estimators {
  private static final int LIMITS = 40;

  private final List<Shown> rows;
  private final double[] weights;

  /** What the reward model expects of the item shown, and of the policy there. */
  private final double[] ofShown;

  private final double[] ofPolicy;

  /**
   * Prepares.
   *
   * @param rewards learnt on another log than this one
   */
  public Estimators(Log log, Policy policy, RewardModel rewards) {
    this.rows = log.rows();
    this.weights = new double[rows.size()];
    this.ofShown = new double[rows.size()];
    this.ofPolicy = new double[rows.size()];
    Map<String, Double> byPosition = new HashMap<>();
    for (int row = 0; row < rows.size(); row++) {
      Shown shown = rows.get(row);
      weights[row] = policy.of(shown.item(), shown.position()) / shown.propensity();
      ofShown[row] = rewards.of(shown.item(), shown.position());
      ofPolicy[row] =
          byPosition.computeIfAbsent(shown.position(), position -> rewards.of(policy, position));
    }
  }

  /** Inverse propensity scores: each reward by how much likelier this policy would have got it. */
  public Estimate ips() {
    double[] terms = new double[rows.size()];
    Arrays.setAll(terms, row -> weights[row] * rows.get(row).reward());
    return Estimate.of(Arrays.stream(terms).average().orElse(0), terms);
  }

  /** The same by the sum of weights instead of rows: a little biased, much steadier. */
  public Estimate snips() {
    double mean = Arrays.stream(weights).average().orElse(0);
    double value = mean == 0 ? 0 : ips().value() / mean;
    double[] terms = new double[rows.size()];
    Arrays.setAll(
        terms, row -> mean == 0 ? 0 : weights[row] * (rows.get(row).reward() - value) / mean);
    return Estimate.of(value, terms);
  }

  /** Doubly robust: what the reward model expects, put right by the rewards that it missed. */
  public Estimate dr() {
    return switchDr(Double.POSITIVE_INFINITY);
  }

  /**
   * Doubly robust up to the limit of weights at which the square of what may be missed and the
   * variance together are least (Wang, Agarwal and Dudík 2017). The interval is wider by what may
   * be missed.
   */
  public Estimate switchDr() {
    double limit = Double.POSITIVE_INFINITY;
    double least = Double.POSITIVE_INFINITY;
    for (double tried : limits()) {
      double error = switchDr(tried).error();
      double missed = missedAbove(tried);
      double squared = error * error + missed * missed;
      if (squared < least) {
        least = squared;
        limit = tried;
      }
    }
    return switchDr(limit).widened(missedAbove(limit));
  }

  /** No limit, and weights that come, evenly through all of them. */
  private double[] limits() {
    double[] sorted = Arrays.stream(weights).sorted().toArray();
    double[] limits = new double[LIMITS + 1];
    limits[0] = Double.POSITIVE_INFINITY;
    for (int at = 1; at <= LIMITS; at++) {
      limits[at] = sorted.length == 0 ? 0 : sorted[(sorted.length - 1) * at / LIMITS];
    }
    return limits;
  }

  /** The most that the policy earns where weights are above a limit. */
  private double missedAbove(double limit) {
    double all = Arrays.stream(weights).sum();
    double above = Arrays.stream(weights).filter(weight -> weight > limit).sum();
    double most = rows.stream().mapToDouble(row -> Math.abs(row.reward())).max().orElse(0);
    return all == 0 ? 0 : above / all * most;
  }

  /** Doubly robust, but the reward model alone where a weight is above the limit. */
  public Estimate switchDr(double limit) {
    double[] terms = new double[rows.size()];
    Arrays.setAll(
        terms,
        row -> {
          double missed = rows.get(row).reward() - ofShown[row];
          return ofPolicy[row] + (weights[row] <= limit ? weights[row] * missed : 0);
        });
    return Estimate.of(Arrays.stream(terms).average().orElse(0), terms);
  }

  /** The share of rows that count, as if all that do counted alike (Kish 1965). */
  public double effectiveShare() {
    double sum = Arrays.stream(weights).sum();
    double squares = Arrays.stream(weights).map(weight -> weight * weight).sum();
    return squares == 0 ? 0 : sum * sum / squares / rows.size();
  }
}
