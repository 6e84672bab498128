package playhouse.models.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NabScoreTest {
  private static final Offset<Double> EXACT = within(1e-5);
  private static final NabScore.Window WINDOW = new NabScore.Window(30, 39);

  @ParameterizedTest
  @CsvSource({"-1, 0.98661", "-0.5, 0.84828", "0, 0", "1, -0.98661", "3, -1", "100, -1"})
  void thePlaceInAWindowIsWorthWhatTheBenchmarkSays(double position, double worth) {
    assertThat(NabScore.sigmoid(position)).isCloseTo(worth, EXACT);
  }

  @ParameterizedTest
  @CsvSource({"100, 15", "4032, 604", "5000, 750", "22695, 750"})
  void theFirstFifteenPercentAreNotScoredAndNeverMoreThanOfFiveThousandRows(int rows, int first) {
    assertThat(NabScore.probation(rows)).isEqualTo(first);
  }

  @Test
  void aFindAtTheFirstRowIsWorthOneAndLaterOnesLessAndOnlyTheBestCounts() {
    assertThat(NabScore.of(series(WINDOW, 30), 1)).isCloseTo(1, EXACT);
    assertThat(NabScore.of(series(WINDOW, 39), 1)).isCloseTo(0.24824, EXACT);
    assertThat(NabScore.of(series(WINDOW, 35, 30, 39), 1)).isCloseTo(1, EXACT);
  }

  @Test
  void aMissedWindowCostsOneAndAnAlarmInTheProbationNothing() {
    assertThat(NabScore.of(series(WINDOW), 1)).isEqualTo(-1);
    assertThat(NabScore.of(series(WINDOW, 3, 14), 1)).isEqualTo(-1);
  }

  @Test
  void aFalseAlarmCostsLessShortlyAfterAWindow() {
    assertThat(NabScore.of(series(WINDOW, 20), 1)).isCloseTo(-1.11, EXACT);
    assertThat(NabScore.of(series(WINDOW, 40), 1)).isCloseTo(-1 - 0.029793, EXACT);
    assertThat(NabScore.of(series(WINDOW, 90), 1)).isCloseTo(-1.11, EXACT);
  }

  @Test
  void twelveFalseAlarmsWhereNothingHappenedCostWhatTheBenchmarkPublished() {
    int[] alarms = {20, 21, 22, 30, 40, 50, 60, 61, 62, 63, 64, 65};
    NabScore.Scored quiet = new NabScore.Scored("quiet", scores(alarms), List.of());
    assertThat(NabScore.of(quiet, 1)).isCloseTo(-1.32, EXACT);
  }

  @Test
  void silenceIsZeroAndPerfectionOneHundredAndTheThresholdIsTheBestForAll() {
    assertThat(NabScore.of(List.of(series(WINDOW))).normalised()).isZero();
    assertThat(NabScore.of(List.of(series(WINDOW, 30))).normalised()).isCloseTo(100, EXACT);
    List<Double> mixed = scores(30);
    mixed.set(80, 0.5);
    NabScore.Result result =
        NabScore.of(List.of(new NabScore.Scored("mixed", mixed, List.of(WINDOW))));
    assertThat(result.threshold()).isEqualTo(1);
    assertThat(result.normalised()).isCloseTo(100, EXACT);
  }

  @Test
  void thePublishedSumOfADetectorComesToThePublishedScore() {
    assertThat(NabScore.normalised(35.4320680226, 116)).isCloseTo(65.2724, within(1e-4));
  }

  private static NabScore.Scored series(NabScore.Window window, int... alarms) {
    return new NabScore.Scored("series", scores(alarms), List.of(window));
  }

  private static List<Double> scores(int... alarms) {
    List<Double> scores = new ArrayList<>(Collections.nCopies(100, 0.0));
    for (int alarm : alarms) {
      scores.set(alarm, 1.0);
    }
    return scores;
  }
}
