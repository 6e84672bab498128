package playhouse.models.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EstimatesTest {
  private static final double ALPHA = 0.05;

  @Test
  void momentsAreThoseFoundByHandAndAddUp() {
    Moments three = Moments.NONE.with(1, 2).with(3, 4).with(8, 9);
    assertThat(three.mean()).isCloseTo(4, within(1e-12));
    assertThat(three.variance()).isCloseTo((9 + 1 + 16) / 2.0, within(1e-12));
    assertThat(three.varianceBeside()).isCloseTo((9 + 1 + 16) / 2.0, within(1e-12));
    assertThat(three.covariance()).isCloseTo((9 + 1 + 16) / 2.0, within(1e-12));
    assertThat(three.without(3, 4)).isEqualTo(Moments.NONE.with(1, 2).with(8, 9));
    assertThat(Moments.NONE.with(1, 2).plus(Moments.NONE.with(3, 4).with(8, 9))).isEqualTo(three);
  }

  @Test
  void numbersThatGoAgainstEachOtherHaveACovarianceBelowZero() {
    assertThat(Moments.NONE.with(1, 3).with(2, 2).with(3, 1).covariance())
        .isCloseTo(-1, within(1e-12));
  }

  /** alpha = 0.05, rho = 1, t = 3: sqrt(2 * 4 / 3 * ln(2 / 0.05)). */
  @Test
  void theBoundaryIsThatFoundByHandAndItsChanceMeetsAlphaOnIt() {
    Boundary boundary = new Boundary(ALPHA, 1);
    double errors = Math.sqrt(8 / 3.0 * Math.log(40));
    assertThat(boundary.errors(3)).isCloseTo(errors, within(1e-12));
    assertThat(boundary.p(errors, 3)).isCloseTo(ALPHA, within(1e-12));
    assertThat(boundary.p(0, 3)).isEqualTo(1);
  }

  @Test
  void nobodyIsSureOfAnythingBeforeAHundredPeopleHaveComeToEach() {
    Effect effect =
        Effect.of(
            new Mean(1, 0.001, 99), new Mean(2, 0.001, 1_000), Boundary.tightestAt(ALPHA, 100));
    assertThat(effect.conclusive()).isFalse();
    assertThat(effect.low()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(effect.p()).isEqualTo(1);
  }

  @Test
  void aCovariateOfThatCorrelationTakesItsSquareOffTheVariance() {
    Random random = new Random(3);
    double rho = 0.7;
    Moments a = correlated(random, rho, 0);
    Moments b = correlated(random, rho, 0.1);
    Cuped cuped = Cuped.of(List.of(a, b));
    assertThat(cuped.adjusted(a).error() / Mean.of(a).error())
        .isCloseTo(1 - rho * rho, within(0.01));
    assertThat(cuped.adjusted(b).value() - cuped.adjusted(a).value()).isCloseTo(0.1, within(0.015));
  }

  private static Moments correlated(Random random, double rho, double more) {
    Moments arm = Moments.NONE;
    for (int person = 0; person < 50_000; person++) {
      double before = random.nextGaussian();
      double noise = Math.sqrt(1 - rho * rho) * random.nextGaussian();
      arm = arm.with(rho * before + noise + more, 10 + before);
    }
    return arm;
  }

  @Test
  void theDeltaMethodsErrorIsTheBootstraps() {
    Random random = new Random(5);
    int people = 2_000;
    double[] stalls = new double[people];
    double[] hours = new double[people];
    Moments all = Moments.NONE;
    for (int person = 0; person < people; person++) {
      hours[person] = -Math.log(1 - random.nextDouble());
      stalls[person] = hours[person] * (0.5 + random.nextDouble());
      all = all.with(stalls[person], hours[person]);
    }
    Moments ratios = Moments.NONE;
    for (int again = 0; again < 1_000; again++) {
      double above = 0;
      double below = 0;
      for (int drawn = 0; drawn < people; drawn++) {
        int person = random.nextInt(people);
        above += stalls[person];
        below += hours[person];
      }
      ratios = ratios.with(above / below, 0);
    }
    Mean ratio = Mean.ratio(all);
    assertThat(ratio.value()).isCloseTo(all.y() / all.x(), within(1e-12));
    assertThat(Math.sqrt(ratio.error()))
        .isCloseTo(Math.sqrt(ratios.variance()), within(0.08 * Math.sqrt(ratios.variance())));
  }

  /** Of all 30 are in one slice and 10 in the other: means 2 and 6 come to 3. */
  @Test
  void slicesAreWeighedByAllWhoAreInThem() {
    Map<String, Moments> arm =
        Map.of(
            "tv", Moments.NONE.with(1, 0).with(3, 0), "phone", Moments.NONE.with(5, 0).with(7, 0));
    Map<String, Moments> all =
        Map.of("tv", new Moments(30, 0, 0, 0, 0, 0), "phone", new Moments(10, 0, 0, 0, 0, 0));
    Mean mean = Strata.of(arm, all);
    assertThat(mean.value()).isCloseTo(3, within(1e-12));
    assertThat(mean.error()).isCloseTo((900 * 1.0 + 100 * 1.0) / 1600, within(1e-12));
  }

  @Test
  void theNormalQuantileIsTheTables() {
    assertThat(Normal.quantile(0.975)).isCloseTo(1.959963985, within(1e-8));
    assertThat(Normal.quantile(0.8)).isCloseTo(0.841621234, within(1e-8));
    assertThat(Normal.quantile(0.001)).isCloseTo(-3.090232306, within(1e-7));
  }

  /** Two-sided 5 %, 80 %: 2 (1.959964 + 0.841621)^2 * 16 / 1 people of each arm. */
  @Test
  void aTestLookedAtOnceNeedsWhatTheTextbookSaysAndOneLookedAtAlwaysMore() {
    Power power = Power.of(16, 1, ALPHA, 0.8);
    assertThat(power.fixed()).isEqualTo(252);
    assertThat(power.sequential()).isBetween(400L, 700L);
  }

  @Test
  void logarithmsOfGammaAreThoseOfFactorials() {
    assertThat(LogGamma.of(5)).isCloseTo(Math.log(24), within(1e-9));
    assertThat(LogGamma.of(171)).isCloseTo(706.5730622457874, within(1e-7));
    assertThat(LogGamma.beta(2, 3)).isCloseTo(Math.log(1 / 12.0), within(1e-9));
  }

  /** Of ten people half lie at or below 2. */
  @Test
  void aQuantileIsReadFromEdgesAndFewPeopleBoundItFarApart() {
    double[] edges = {1, 2, 3, 4};
    Quantile few = Quantile.of(edges, new long[] {2, 3, 3, 2}, 0.5, ALPHA);
    assertThat(few.value()).isEqualTo(2);
    assertThat(few.low()).isEqualTo(Double.NEGATIVE_INFINITY);
    Quantile many = Quantile.of(edges, new long[] {200, 300, 300, 200}, 0.45, ALPHA);
    assertThat(many.low()).isEqualTo(1);
    assertThat(many.value()).isEqualTo(2);
    assertThat(many.high()).isEqualTo(3);
  }

  @Test
  void aQuantileThatMovedByAnEdgeIsSeenToHaveMoved() {
    double[] edges = {1, 2, 3, 4, 5, 6};
    long[] before = {1_000, 5_000, 2_000, 1_000, 500, 500};
    long[] after = {0, 0, 0, 1_000, 7_000, 2_000};
    Effect effect = Quantile.difference(edges, before, after, 0.5, ALPHA);
    assertThat(effect.difference()).isEqualTo(3);
    assertThat(effect.low()).isPositive();
    assertThat(Quantile.difference(edges, before, before, 0.5, ALPHA).conclusive()).isFalse();
  }

  @Test
  void harmBeyondWhatIsBorneBreaksAGuardrailAndHarmThatMayBeDoesNot() {
    Guardrail rail = new Guardrail(true, 0.02);
    assertThat(rail.broken(effect(-10, -3))).isTrue();
    assertThat(rail.broken(effect(-10, -1))).isFalse();
    assertThat(rail.kept(effect(-10, -1))).isFalse();
    assertThat(rail.kept(effect(-1, 4))).isTrue();
    assertThat(new Guardrail(false, 0.02).broken(effect(3, 9))).isTrue();
  }

  /** Beside a control of 100. */
  private static Effect effect(double low, double high) {
    double difference = (low + high) / 2;
    return new Effect(100, 100 + difference, difference, low, high, 1, 1_000);
  }
}
