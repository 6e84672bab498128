package playhouse.models.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whoever looks after every person is wrong no more often than was said. */
class AlwaysValidTest {
  private static final double ALPHA = 0.05;
  private static final int RUNS = 10_000;
  private static final int EACH = 1_000;
  private static final int FIRST_LOOK = 100;

  @Test
  void tenThousandTestsOfNothingWithALookAfterEveryPersonStayBelowAlpha() {
    Random random = new Random(20261130);
    Boundary boundary = Boundary.tightestAt(ALPHA, EACH);
    int wrong = 0;
    int wrongByFixedHorizon = 0;
    for (int run = 0; run < RUNS; run++) {
      Moments a = Moments.NONE;
      Moments b = Moments.NONE;
      boolean found = false;
      boolean foundByFixedHorizon = false;
      for (int person = 0; person < EACH; person++) {
        a = a.with(skewed(random), 0);
        b = b.with(skewed(random), 0);
        if (person >= FIRST_LOOK) {
          Effect effect = Effect.of(Mean.of(a), Mean.of(b), boundary);
          found |= effect.conclusive();
          double error = Math.sqrt(a.variance() / a.n() + b.variance() / b.n());
          foundByFixedHorizon |= Math.abs(effect.difference()) > 1.959964 * error;
        }
      }
      wrong += found ? 1 : 0;
      wrongByFixedHorizon += foundByFixedHorizon ? 1 : 0;
    }
    assertThat(wrong).isLessThanOrEqualTo((int) (ALPHA * RUNS));
    assertThat(wrongByFixedHorizon).isGreaterThan((int) (3 * ALPHA * RUNS));
  }

  @Test
  void aKnownDifferenceIsFoundAtLeastAsOftenAsPromised() {
    double variance = 4;
    double difference = 0.4;
    double power = 0.8;
    Power size = Power.of(variance, difference, ALPHA, power);
    Boundary boundary = Boundary.tightestAt(ALPHA, (double) size.tightestAt());
    Random random = new Random(7);
    int runs = 2_000;
    int found = 0;
    long people = 0;
    for (int run = 0; run < runs; run++) {
      Moments a = Moments.NONE;
      Moments b = Moments.NONE;
      boolean conclusive = false;
      while (!conclusive && a.n() < size.sequential()) {
        a = a.with(2 * random.nextGaussian(), 0);
        b = b.with(2 * random.nextGaussian() + difference, 0);
        conclusive = a.n() > FIRST_LOOK && Effect.of(Mean.of(a), Mean.of(b), boundary).low() > 0;
      }
      found += conclusive ? 1 : 0;
      people += a.n();
    }
    assertThat(found).isGreaterThanOrEqualTo((int) (power * runs));
    // Whoever may stop early needs fewer than were reckoned with, on average.
    assertThat((double) people / runs).isLessThan((double) size.sequential());
  }

  @Test
  void sharesAreInTheirIntervalFromTheFirstPersonOn() {
    Random random = new Random(11);
    double truth = 0.03;
    int runs = 2_000;
    int wrong = 0;
    for (int run = 0; run < runs; run++) {
      long yes = 0;
      boolean left = false;
      for (int person = 1; person <= 1_000 && !left; person++) {
        yes += random.nextDouble() < truth ? 1 : 0;
        left = Proportion.logWealth(yes, person, truth) >= -Math.log(ALPHA);
      }
      wrong += left ? 1 : 0;
    }
    assertThat(wrong).isLessThanOrEqualTo((int) (ALPHA * runs));
  }

  @Test
  void rightSharesRaiseNoAlarmThoughOneLooksAfterEveryPersonAndWrongOnesSoonDo() {
    Random random = new Random(13);
    double[] shares = {0.5, 0.3, 0.2};
    int alarms = 0;
    for (int run = 0; run < 2_000; run++) {
      alarms += alarm(random, shares, 0, 2_000) > 0 ? 1 : 0;
    }
    assertThat(alarms).isLessThanOrEqualTo(6);
    for (int run = 0; run < 50; run++) {
      // Every tenth person of the second arm is lost.
      assertThat(alarm(random, shares, 0.1, 60_000)).isBetween(1, 60_000);
    }
  }

  /** After how many people it sounded; 0 if never. */
  private static int alarm(Random random, double[] shares, double lost, int people) {
    long[] counts = new long[shares.length];
    for (int person = 1; person <= people; person++) {
      int arm = Thompson.pick(shares, random.nextDouble());
      if (arm == 1 && random.nextDouble() < lost) {
        continue;
      }
      counts[arm]++;
      if (SampleRatio.of(counts, shares).alarm()) {
        return person;
      }
    }
    return 0;
  }

  /** As watch time is: mostly little, sometimes much. */
  private static double skewed(Random random) {
    return -Math.log(1 - random.nextDouble());
  }
}
