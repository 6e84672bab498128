package playhouse.models.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MeasuresTest {

  /** Of the six pairs of a yes and a no, four are in order and one is tied. */
  @Test
  void theAreaUnderTheCurveIsTheShareOfPairsInOrder() {
    double[] scores = {0.9, 0.4, 0.4, 0.1, 0.5};
    boolean[] truth = {true, true, false, false, false};
    assertThat(Auc.of(scores, truth)).isCloseTo(4.5 / 6, within(1e-12));
    assertThat(Auc.of(new double[] {1, 2}, new boolean[] {true, true})).isEqualTo(0.5);
  }

  /** In the bin from 0.2: 0.25 was told of four and one came; from 0.9: 0.95 of two, one came. */
  @Test
  void theCalibrationErrorWeighsEachBinByItsSize() {
    double[] told = {0.25, 0.25, 0.25, 0.25, 0.95, 0.95};
    boolean[] came = {true, false, false, false, true, false};
    assertThat(CalibrationError.of(told, came)).isCloseTo(0.45 * 2 / 6, within(1e-12));
    assertThat(CalibrationError.of(new double[] {1.0, 0.0}, new boolean[] {true, false})).isZero();
  }

  @Test
  void theLogarithmicLossIsOfWhatCame() {
    double loss = LogLoss.of(new double[] {0.8, 0.4}, new boolean[] {true, false});
    assertThat(loss).isCloseTo(-(Math.log(0.8) + Math.log(0.6)) / 2, within(1e-12));
  }

  /** Class 0: one hit of two told and two true; class 1: one of two and one; class 2: none. */
  @Test
  void macroF1IsTheMeanOfEachClass() {
    Agreement agreement = Agreement.of(new int[] {0, 0, 1, 1}, new int[] {0, 2, 1, 0});
    assertThat(agreement.accuracy()).isEqualTo(0.5);
    assertThat(agreement.macroF1()).isCloseTo((0.5 + 2.0 / 3 + 0) / 3, within(1e-12));
  }

  @Test
  void theDeviationIsThatOfASample() {
    Spread spread = Spread.of(new double[] {1, 2, 3});
    assertThat(spread.mean()).isEqualTo(2);
    assertThat(spread.deviation()).isCloseTo(1, within(1e-12));
    assertThat(Spread.of(new double[] {7}).deviation()).isZero();
  }

  @Test
  void foldsHoldEachRowOnceAndEachClassAlike() {
    int[] classes = IntStream.range(0, 103).map(row -> row % 10 == 0 ? 1 : 0).toArray();
    Folds folds = Folds.of(classes, 5, 7);
    int[] seen = new int[classes.length];
    for (int fold = 0; fold < 5; fold++) {
      int[] held = folds.held(fold);
      for (int row : held) {
        seen[row]++;
      }
      assertThat(IntStream.of(held).filter(row -> classes[row] == 1).count()).isBetween(2L, 3L);
      assertThat(held.length + folds.kept(fold).length).isEqualTo(classes.length);
    }
    assertThat(seen).containsOnly(1);
    assertThat(Folds.of(classes, 5, 7).held(0)).isEqualTo(folds.held(0));
    assertThat(Folds.of(classes, 5, 8).held(0)).isNotEqualTo(folds.held(0));
  }
}
