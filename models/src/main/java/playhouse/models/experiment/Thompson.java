package playhouse.models.experiment;

import java.util.Random;
import playhouse.models.offpolicy.Beta;

/**
 * Shows the way that is likelier to be the best more often, with the probability of each known, so
 * that what comes of it can be read without bias. Source: Thompson 1933; Russo et al., A tutorial
 * on Thompson sampling (2018).
 */
public final class Thompson {
  private final double floor;
  private final int draws;
  private final Beta beta;

  /**
   * With those bounds.
   *
   * @param floor least probability of every arm: without it an arm that began badly is never known
   * @param draws how finely probabilities are told
   */
  public Thompson(double floor, int draws, Random random) {
    this.floor = floor;
    this.draws = draws;
    this.beta = new Beta(random);
  }

  /**
   * How likely each arm is to be shown next.
   *
   * @param yes of each arm
   * @param all of each arm
   */
  public double[] propensities(long[] yes, long[] all) {
    int arms = yes.length;
    if (floor * arms > 1) {
      throw new IllegalArgumentException("the floor leaves nothing to choose");
    }
    double[] shares = new double[arms];
    for (int draw = 0; draw < draws; draw++) {
      int best = 0;
      double rate = -1;
      for (int arm = 0; arm < arms; arm++) {
        double drawn = beta.draw(1.0 + yes[arm], 1.0 + all[arm] - yes[arm]);
        if (drawn > rate) {
          best = arm;
          rate = drawn;
        }
      }
      shares[best] += 1.0 / draws;
    }
    for (int arm = 0; arm < arms; arm++) {
      shares[arm] = floor + (1 - arms * floor) * shares[arm];
    }
    return shares;
  }

  /** The arm that a number between 0 and 1 falls on. */
  public static int pick(double[] propensities, double at) {
    double sum = 0;
    for (int arm = 0; arm < propensities.length - 1; arm++) {
      sum += propensities[arm];
      if (at < sum) {
        return arm;
      }
    }
    return propensities.length - 1;
  }
}
