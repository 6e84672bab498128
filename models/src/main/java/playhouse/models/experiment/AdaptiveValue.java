package playhouse.models.experiment;

/**
 * What an arm is worth, from people who were sent by probabilities that depend on those before
 * them. The plain mean is biased then, for an arm that begins unluckily is not shown any more; each
 * person's doubly robust term is not, given the past. The interval holds at all times. Source:
 * Hadad, Hirshberg, Zhan, Wager, Athey, Confidence intervals for policy evaluation in adaptive
 * experiments (PNAS 2021), for the terms; Waudby-Smith et al., Time-uniform central limit theory
 * (2024), theorem 2.8, for the interval.
 */
public final class AdaptiveValue {
  private final int arm;
  private final boolean learns;
  private long n;
  private double terms;
  private double squares;
  private double rewards;
  private long shown;

  /**
   * Of that arm.
   *
   * @param learns whether past rewards are expected (AIPW) or nothing is (IPW)
   */
  public AdaptiveValue(int arm, boolean learns) {
    this.arm = arm;
    this.learns = learns;
  }

  /**
   * Takes the next person in.
   *
   * @param shownArm which they were shown
   * @param propensity how likely this arm, not that one, was; above 0
   * @param reward what came of it
   */
  public void add(int shownArm, double propensity, double reward) {
    double expected = learns && shown > 0 ? rewards / shown : 0;
    double term = expected;
    if (shownArm == arm) {
      term += (reward - expected) / propensity;
      rewards += reward;
      shown++;
    }
    n++;
    terms += term;
    squares += term * term;
  }

  /** Mean of the terms. */
  public double value() {
    return n == 0 ? 0 : terms / n;
  }

  /** The plain mean of rewards, for comparison. */
  public double naive() {
    return shown == 0 ? 0 : rewards / shown;
  }

  /** Half the width of the interval, tightest after that many people. */
  public double reach(double alpha, long tightestAt) {
    double variance = n < 2 ? 0 : Math.max(0, squares / n - value() * value());
    if (variance == 0) {
      return Double.POSITIVE_INFINITY;
    }
    double rho = Boundary.tightestAt(alpha, tightestAt * variance).rho();
    double scaled = n * variance * rho * rho;
    return Math.sqrt(2 * (scaled + 1) * Math.log(Math.sqrt(scaled + 1) / alpha)) / (n * rho);
  }
}
