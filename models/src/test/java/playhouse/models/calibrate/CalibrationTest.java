package playhouse.models.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import playhouse.models.measure.CalibrationError;

class CalibrationTest {

  /** No, yes, no, yes: the two in the middle fall, and become one step of a half at 2.5. */
  @Test
  void theIsotonicStepsJoinWhereTheyFall() {
    Calibration steps =
        Isotonic.fit(new double[] {4, 2, 3, 1}, new boolean[] {true, true, false, false});
    assertThat(steps.of(1.0)).isZero();
    assertThat(steps.of(2.5)).isEqualTo(0.5);
    assertThat(steps.of(4.0)).isEqualTo(1);
    assertThat(steps.of(1.75)).isCloseTo(0.25, within(1e-12));
    assertThat(steps.of(-9.0)).isZero();
    assertThat(steps.of(9.0)).isEqualTo(1);
  }

  @Test
  void equalScoresAreOneStep() {
    Calibration steps =
        Isotonic.fit(new double[] {1, 1, 1, 1}, new boolean[] {true, false, false, false});
    assertThat(steps.of(1.0)).isEqualTo(0.25);
  }

  @Test
  void plattsCurveFindsTheCurveThatTheTruthWasDrawnFrom() {
    Random random = new Random(5);
    double[] scores = new double[20_000];
    boolean[] truth = new boolean[scores.length];
    for (int row = 0; row < scores.length; row++) {
      scores[row] = random.nextGaussian();
      truth[row] = random.nextDouble() < 1 / (1 + Math.exp(-(2 * scores[row] - 1)));
    }
    Platt curve = Platt.fit(scores, truth);
    assertThat(curve.slope()).isCloseTo(2, within(0.1));
    assertThat(curve.intercept()).isCloseTo(-1, within(0.1));
  }

  /** The chance rises by steps: no logistic curve comes near. */
  @Test
  void theBetterOneIsChosenOnRowsUnseen() {
    Random random = new Random(6);
    double[] scores = new double[20_000];
    boolean[] truth = new boolean[scores.length];
    for (int row = 0; row < scores.length; row++) {
      scores[row] = random.nextDouble();
      double chance = scores[row] < 0.5 ? 0.1 : scores[row] < 0.55 ? 0.5 : 0.6;
      truth[row] = random.nextDouble() < chance;
    }
    Calibration best = Calibration.best(scores, truth, 1);
    assertThat(best).isInstanceOf(Isotonic.class);
    assertThat(CalibrationError.of(best.of(scores), truth)).isLessThan(0.01);
  }
}
