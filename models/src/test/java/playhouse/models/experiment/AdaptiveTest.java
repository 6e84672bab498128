package playhouse.models.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AdaptiveTest {
  private static final double[] RATES = {0.5, 0.5, 0.5};
  private static final int PEOPLE = 600;
  private static final int RUNS = 400;

  /** Of equal arms each is shown less after bad luck, so the plain mean is below the truth. */
  @Test
  void whatABanditShowedIsReadWithoutBiasAndItsIntervalHoldsAtAllTimes() {
    Random random = new Random(17);
    Moments naive = Moments.NONE;
    Moments robust = Moments.NONE;
    Moments weighted = Moments.NONE;
    int wrong = 0;
    for (int run = 0; run < RUNS; run++) {
      AdaptiveValue aipw = new AdaptiveValue(0, true);
      AdaptiveValue ipw = new AdaptiveValue(0, false);
      boolean left = bandit(random, aipw, ipw);
      wrong += left ? 1 : 0;
      naive = naive.with(aipw.naive(), 0);
      robust = robust.with(aipw.value(), 0);
      weighted = weighted.with(ipw.value(), 0);
    }
    assertThat(naive.mean()).isLessThan(0.5 - 3 * Math.sqrt(naive.variance() / RUNS));
    assertThat(robust.mean()).isCloseTo(0.5, within(3 * Math.sqrt(robust.variance() / RUNS)));
    assertThat(weighted.mean()).isCloseTo(0.5, within(3 * Math.sqrt(weighted.variance() / RUNS)));
    assertThat(robust.variance()).isLessThan(weighted.variance());
    assertThat(wrong).isLessThanOrEqualTo((int) (0.05 * RUNS));
  }

  @Test
  void theBetterArmIsShownMoreAndNoArmLessThanItsFloor() {
    double[] propensities =
        new Thompson(0.05, 500, new Random(1))
            .propensities(new long[] {10, 60, 12}, new long[] {100, 100, 100});
    assertThat(propensities[1]).isGreaterThan(0.85);
    assertThat(propensities[0]).isBetween(0.05, 0.1);
    assertThat(propensities[0] + propensities[1] + propensities[2]).isCloseTo(1, within(1e-9));
  }

  /** Whether the truth ever lay outside, from the 200th person on. */
  private static boolean bandit(Random random, AdaptiveValue aipw, AdaptiveValue ipw) {
    Thompson thompson = new Thompson(0.05, 100, random);
    long[] yes = new long[RATES.length];
    long[] all = new long[RATES.length];
    double[] propensities = thompson.propensities(yes, all);
    boolean left = false;
    for (int person = 0; person < PEOPLE; person++) {
      if (person % 20 == 0) {
        propensities = thompson.propensities(yes, all);
      }
      int arm = Thompson.pick(propensities, random.nextDouble());
      int reward = random.nextDouble() < RATES[arm] ? 1 : 0;
      aipw.add(arm, propensities[0], reward);
      ipw.add(arm, propensities[0], reward);
      yes[arm] += reward;
      all[arm]++;
      left |= person > 200 && Math.abs(aipw.value() - RATES[0]) > aipw.reach(0.05, PEOPLE);
    }
    return left;
  }
}
