package playhouse.models.experiment;

import java.util.List;

/**
 * Takes out of an outcome what was to be expected of people before they saw anything. Source: Deng,
 * Xu, Kohavi, Walker, Improving the sensitivity of online controlled experiments by utilizing
 * pre-experiment data (WSDM 2013).
 *
 * @param theta how much of the covariate's distance from its mean is taken out
 * @param centre mean of the covariate over all arms
 */
public record Cuped(double theta, double centre) {

  /** With the theta that all arms together, each about its own means, ask for. */
  public static Cuped of(List<Moments> arms) {
    double together = 0;
    double beside = 0;
    Moments all = Moments.NONE;
    for (Moments arm : arms) {
      all = all.plus(arm);
      double weight = Math.max(0, arm.n() - 1);
      together += weight * arm.covariance();
      beside += weight * arm.varianceBeside();
    }
    return new Cuped(beside == 0 ? 0 : together / beside, all.meanBeside());
  }

  /** An arm's mean without it. */
  public Mean adjusted(Moments arm) {
    if (arm.n() == 0) {
      return Mean.of(arm);
    }
    double spread =
        arm.variance() - 2 * theta * arm.covariance() + theta * theta * arm.varianceBeside();
    return new Mean(
        arm.mean() - theta * (arm.meanBeside() - centre), Math.max(0, spread) / arm.n(), arm.n());
  }
}
