package playhouse.models.experiment;

/**
 * An arm's figure and how sure it is.
 *
 * @param value the figure
 * @param error variance of the value itself, not of a person
 * @param n people that it is of
 */
public record Mean(double value, double error, long n) {

  /** The plain mean of the outcome. */
  public static Mean of(Moments arm) {
    return new Mean(arm.mean(), arm.n() == 0 ? 0 : arm.variance() / arm.n(), arm.n());
  }

  /**
   * Sum of outcomes by sum of what goes with them, such as stalls an hour, by the delta method.
   * People, who are what is drawn, are the rows: their plays are not independent. Source: Deng,
   * Knoblich, Lu, Applying the delta method in metric analytics (KDD 2018), equation 4.
   */
  public static Mean ratio(Moments arm) {
    double below = arm.meanBeside();
    if (arm.n() == 0 || below == 0) {
      return new Mean(0, 0, arm.n());
    }
    double ratio = arm.mean() / below;
    double spread =
        arm.variance() - 2 * ratio * arm.covariance() + ratio * ratio * arm.varianceBeside();
    return new Mean(ratio, Math.max(0, spread) / (below * below) / arm.n(), arm.n());
  }
}
