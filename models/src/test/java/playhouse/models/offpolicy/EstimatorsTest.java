package playhouse.models.offpolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import playhouse.models.files.BadFile;
import playhouse.models.files.Table;

class EstimatorsTest {
  private static final String TOP = "1";

  /** Weights 0.75 / 0.5 = 1.5 for a and 0.25 / 0.5 = 0.5 for b. */
  private static final Policy MOSTLY_A =
      new Policy("mostly a", Map.of(TOP, Map.of("a", 0.75, "b", 0.25)));

  private static final Log FOUR =
      Log.of(List.of(shown("a", 1), shown("a", 0), shown("b", 1), shown("b", 1)));

  /** A model that has seen nothing expects 0. */
  private static final RewardModel NOTHING = RewardModel.learn(Log.of(List.of()));

  /** Of 200 rows half are a with 50 clicks, half b with 10. */
  private static final RewardModel RATES = RewardModel.learn(Log.of(history()));

  @Test
  void inversePropensityScoresAreThoseFoundByHand() {
    Estimators of = new Estimators(FOUR, MOSTLY_A, NOTHING);
    assertThat(of.ips().value()).isCloseTo((1.5 + 0 + 0.5 + 0.5) / 4, within(1e-12));
    assertThat(of.snips().value()).isCloseTo(2.5 / 4.0, within(1e-12));
    assertThat(of.dr().value()).isCloseTo(of.ips().value(), within(1e-12));
    assertThat(of.effectiveShare()).isCloseTo(16 / 5.0 / 4, within(1e-12));
  }

  /** Terms 1.5, 0, 0.5, 0.5 about 0.625: squares add up to 1.1875, over 3 and 4. */
  @Test
  void theIntervalIsTwiceTheErrorOfTheMean() {
    Estimate ips = new Estimators(FOUR, MOSTLY_A, NOTHING).ips();
    double error = Math.sqrt(1.1875 / 3 / 4);
    assertThat(ips.high() - ips.value()).isCloseTo(1.959964 * error, within(1e-9));
    assertThat(ips.value() - ips.low()).isCloseTo(1.959964 * error, within(1e-9));
  }

  /** Mean of all 0.3; a (50 + 30) / 200 = 0.4, there (50 + 40) / 200 = 0.45; b 0.2, there 0.15. */
  @Test
  void theRewardModelDrawsFewRowsTowardsWhatIsUsual() {
    assertThat(RATES.of("a", TOP)).isCloseTo(0.45, within(1e-12));
    assertThat(RATES.of("b", TOP)).isCloseTo(0.15, within(1e-12));
    assertThat(RATES.of("a", "elsewhere")).isCloseTo(0.4, within(1e-12));
    assertThat(RATES.of("unknown", TOP)).isCloseTo(0.3, within(1e-12));
    assertThat(RATES.of(MOSTLY_A, TOP)).isCloseTo(0.75 * 0.45 + 0.25 * 0.15, within(1e-12));
  }

  /** 0.375 is expected; misses 0.55, -0.45 of a and 0.85 twice of b, by their weights. */
  @Test
  void theDoublyRobustOneIsThatFoundByHand() {
    Estimators of = new Estimators(FOUR, MOSTLY_A, RATES);
    double a = 1.5 * (0.55 - 0.45);
    double b = 0.5 * (0.85 + 0.85);
    assertThat(of.dr().value()).isCloseTo(0.375 + (a + b) / 4, within(1e-12));
    assertThat(of.switchDr(1).value()).isCloseTo(0.375 + b / 4, within(1e-12));
    assertThat(of.switchDr(0).value()).isCloseTo(0.375, within(1e-12));
  }

  /** Leaving a out may miss .75 of all, far more than chance does: nothing is left out. */
  @Test
  void whereNoWeightIsLargeTheSwitchIsTheDoublyRobustOne() {
    Estimators of = new Estimators(FOUR, MOSTLY_A, RATES);
    assertThat(of.switchDr()).isEqualTo(of.dr());
  }

  /** One row of weight 1 000 would decide everything: the model speaks for it instead. */
  @Test
  void aWeightThatDecidesEverythingIsLeftToTheRewardModelAndTheIntervalSaysSo() {
    Shown rare = new Shown("a", TOP, 0, 0.00075);
    Log log = Log.of(List.of(rare, shown("b", 1), shown("b", 0), shown("b", 1)));
    Estimators of = new Estimators(log, MOSTLY_A, RATES);
    double byHand = 0.375 + 0.5 * (0.85 - 0.15 + 0.85) / 4;
    assertThat(of.dr().value()).isCloseTo(byHand - 1000 * 0.45 / 4, within(1e-9));
    assertThat(of.switchDr().value()).isCloseTo(byHand, within(1e-12));
    double missed = 1000 / 1001.5;
    Estimate narrow = of.switchDr(0.5);
    assertThat(of.switchDr().low()).isCloseTo(narrow.low() - missed, within(1e-12));
    assertThat(of.switchDr().high()).isCloseTo(narrow.high() + missed, within(1e-12));
  }

  /** Ten items with known rates, shown by a policy that is not uniform: 400 logs of 2 000 rows. */
  @Test
  void theIntervalsHoldTheTruthNineteenTimesOfTwenty() {
    Random random = new Random(20261130);
    double truth = 0;
    Map<String, Double> wanted = new HashMap<>();
    for (int item = 0; item < 10; item++) {
      wanted.put("i" + item, (item + 1) / 55.0);
      truth += (item + 1) / 55.0 * rate(item);
    }
    Policy policy = new Policy("rising", Map.of(TOP, wanted));
    int[] held = new int[4];
    int logs = 400;
    for (int log = 0; log < logs; log++) {
      RewardModel rewards = RewardModel.learn(drawn(random));
      Estimators of = new Estimators(drawn(random), policy, rewards);
      List<Estimate> all = List.of(of.ips(), of.snips(), of.dr(), of.switchDr());
      for (int n = 0; n < 4; n++) {
        held[n] += all.get(n).low() <= truth && truth <= all.get(n).high() ? 1 : 0;
      }
    }
    for (int count : held) {
      assertThat(count / (double) logs).isBetween(0.92, 0.98);
    }
  }

  @Test
  void thompsonSamplingPrefersWhatIsClickedAndAddsUpToOne() {
    Policy policy = Policies.thompson(Log.of(history()), 1);
    assertThat(policy.of("a", TOP)).isGreaterThan(0.95);
    assertThat(policy.of("a", TOP) + policy.of("b", TOP)).isCloseTo(1, within(1e-9));
    assertThat(Policies.thompson(Log.of(history()), 1)).isEqualTo(policy);
    assertThat(Policies.greedy(Log.of(history())).of("a", TOP)).isEqualTo(1);
  }

  @Test
  void aLogAndAPolicyAreReadAndCheckedForNonsense() throws IOException {
    String head = "item_id,position,click,propensity_score\n";
    Log log = Log.openBandit(table(head + "7,1,1,0.5\n9,2,0,0.25\n"));
    assertThat(log.rows().get(1)).isEqualTo(new Shown("9", "2", 0, 0.25));
    assertThatThrownBy(() -> Log.openBandit(table(head + "7,1,1,0\n")))
        .isInstanceOf(BadFile.class)
        .hasMessageContaining("row 1: a propensity is above 0");
    assertThatThrownBy(() -> Log.openBandit(table(head + "7,1,yes,0.5\n")))
        .hasMessageContaining("'yes' is no number");
    Policy policy =
        Policies.read(table("item_id,probability\n7,0.25\n9,0.75\n"), List.of("1", "2"));
    assertThat(policy.of("9", "2")).isEqualTo(0.75);
    assertThatThrownBy(() -> Policies.read(table("item_id,probability\n7,0.25\n"), List.of("1")))
        .hasMessageContaining("add up to 0.25");
  }

  private static double rate(int item) {
    return 0.05 + 0.03 * item;
  }

  private static Log drawn(Random random) {
    List<Shown> rows = new ArrayList<>();
    for (int row = 0; row < 2_000; row++) {
      boolean early = random.nextDouble() < 0.6;
      int item = random.nextInt(5) + (early ? 0 : 5);
      double reward = random.nextDouble() < rate(item) ? 1 : 0;
      rows.add(new Shown("i" + item, TOP, reward, (early ? 0.6 : 0.4) / 5));
    }
    return Log.of(rows);
  }

  private static List<Shown> history() {
    List<Shown> rows = new ArrayList<>();
    for (int row = 0; row < 100; row++) {
      rows.add(shown("a", row < 50 ? 1 : 0));
      rows.add(shown("b", row < 10 ? 1 : 0));
    }
    return rows;
  }

  private static Shown shown(String item, double reward) {
    return new Shown(item, TOP, reward, 0.5);
  }

  private static Table table(String text) throws IOException {
    return Table.read("log.csv", new StringReader(text));
  }
}
