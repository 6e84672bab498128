package playhouse.models.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AnomalyDetectorTest {
  private static final long SEED = 20260102;

  @Test
  void aWeekdayLikeAllOthersIsUsualAndAHalvedOneIsNot() {
    AnomalyDetector detector = new AnomalyDetector(7, 7);
    Random random = new Random(SEED);
    for (int day = 0; day < 84; day++) {
      double score = detector.score(usual(day, random));
      assertThat(score).as("day %d, seed %d", day, SEED).isLessThan(AnomalyDetector.UNUSUAL);
    }
    assertThat(detector.score(usual(84, random) / 4)).isGreaterThan(AnomalyDetector.UNUSUAL);
  }

  @Test
  void noiseAloneHardlyEverIsUnusual() {
    Random random = new Random(SEED);
    int unusual = 0;
    AnomalyDetector detector = new AnomalyDetector(1, 7);
    for (int n = 0; n < 5_000; n++) {
      unusual += detector.score(random.nextGaussian()) >= AnomalyDetector.UNUSUAL ? 1 : 0;
    }
    assertThat(unusual).as("of 5000, seed %d", SEED).isLessThan(10);
  }

  @Test
  void aLastingChangeIsToldOnce() {
    AnomalyDetector detector = new AnomalyDetector(1, 50);
    Random random = new Random(SEED);
    int unusual = 0;
    for (int n = 0; n < 240; n++) {
      double score = detector.score((n < 200 ? 10 : 20) + random.nextGaussian() / 10);
      unusual += score >= AnomalyDetector.UNUSUAL ? 1 : 0;
    }
    assertThat(unusual).as("seed %d", SEED).isEqualTo(1);
  }

  @Test
  void whatIsNoNumberOrTheFirstOfASeriesIsNotUnusual() {
    AnomalyDetector detector = new AnomalyDetector(7, 7);
    assertThat(detector.score(Double.NaN)).isZero();
    for (int n = 0; n < 15; n++) {
      assertThat(detector.score(n * 1e9)).isLessThan(AnomalyDetector.UNUSUAL);
    }
  }

  private static double usual(int day, Random random) {
    return (day % 7 >= 5 ? 1500 : 1000) + 20 * random.nextGaussian();
  }
}
