package playhouse.models.ads;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import playhouse.models.measure.CalibrationError;
import playhouse.models.measure.LogLoss;

class AdModelsTest {
  @Test
  void whatIsLearntBeatsTheConstantRateAndIsCalibrated() {
    Random random = new Random(5);
    double[] creatives = random.doubles(60, -1, 1).toArray();
    double[] hours = random.doubles(24, -0.6, 0.6).toArray();
    OnlineLogistic model = new OnlineLogistic();
    int examined = 60_000;
    double[] told = new double[examined];
    double[] constant = new double[examined];
    boolean[] truth = new boolean[examined];
    double yes = 0;
    for (int at = 0; at < 200_000 + examined; at++) {
      int creative = random.nextInt(60);
      int hour = random.nextInt(24);
      double logit = -2.5 + 1.2 * creatives[creative] + hours[hour];
      boolean clicked = random.nextDouble() < 1 / (1 + Math.exp(-logit));
      List<String> features =
          List.of("creative=" + creative, "advertiser=" + creative / 6, "hour=" + hour);
      if (at >= 200_000) {
        told[at - 200_000] = model.of(features);
        constant[at - 200_000] = yes / at;
        truth[at - 200_000] = clicked;
      }
      model.learn(features, clicked);
      yes += clicked ? 1 : 0;
    }
    double loss = LogLoss.of(told, truth);
    double plain = LogLoss.of(constant, truth);
    double error = CalibrationError.of(told, truth);
    System.out.printf("log loss %.4f, constant %.4f, calibration error %.4f%n", loss, plain, error);
    assertThat(loss).isLessThan(0.95 * plain);
    assertThat(error).isLessThan(0.01);
  }

  @Test
  void whatIsNewIsTakenForWhatItIsOf() {
    OnlineLogistic model = new OnlineLogistic();
    Random random = new Random(6);
    for (int at = 0; at < 40_000; at++) {
      boolean good = at % 2 == 0;
      model.learn(
          List.of("creative=" + at % 40, "advertiser=" + (good ? "good" : "bad")),
          random.nextDouble() < (good ? 0.2 : 0.02));
    }
    double good = model.of(List.of("creative=new", "advertiser=good"));
    double bad = model.of(List.of("creative=new", "advertiser=bad"));
    double house = model.of(List.of("creative=new", "advertiser=new"));
    assertThat(good).isGreaterThan(house);
    assertThat(bad).isLessThan(house);
    assertThat(house).isBetween(0.05, 0.2);
  }

  @Test
  void theBanditLosesLittleBesideAnEvenSplit() {
    double[] rates = {0.02, 0.03, 0.05, 0.035};
    List<String> names = List.of("a", "b", "c", "d");
    CreativeBandit bandit = new CreativeBandit();
    Random random = new Random(7);
    double regret = 0;
    double even = 0;
    for (int at = 0; at < 30_000; at++) {
      int chosen = bandit.choose(names, random.nextDouble());
      bandit.learn(names.get(chosen), random.nextDouble() < rates[chosen]);
      regret += rates[2] - rates[chosen];
      even += rates[2] - rates[at % 4];
    }
    System.out.printf("regret %.0f clicks, of an even split %.0f%n", regret, even);
    assertThat(regret).isLessThan(even / 3);
    assertThat(bandit.choose(names, 0.25)).isEqualTo(bandit.choose(names, 0.25));
  }

  @Test
  void theFloorIsThatOfTheoryWhereBidsAreEvenlySpread() {
    Random random = new Random(8);
    List<Floors.Offered> auctions =
        Stream.generate(() -> Floors.of(random.nextDouble(), random.nextDouble()))
            .limit(20_000)
            .toList();
    double floor = Floors.suggest(auctions);
    // Of values between 0 and 1 the best reserve is a half, whatever the number of bidders.
    assertThat(floor).isBetween(0.45, 0.55);
    assertThat(Floors.earned(auctions, floor)).isGreaterThan(1.2 * Floors.earned(auctions, 0));
    assertThat(Floors.suggest(auctions.subList(0, 50))).isZero();
  }
}
