package playhouse.models.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import playhouse.models.files.Table;
import playhouse.models.measure.Auc;
import playhouse.models.measure.CalibrationError;

class PropensityTest {
  private static final int ROWS = 1200;
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void columnsBecomeNumbersByWhatTheTrainingTableHolds() throws IOException {
    StringBuilder text = new StringBuilder("personId,plan,age,since,fixed\n");
    for (int row = 0; row < 20; row++) {
      String plan = row % 2 == 0 ? "year" : row == 1 ? "odd one" : "month";
      String age = row == 3 ? "" : String.valueOf(20 + row % 7);
      text.append("p%d,%s,%s,2026-01-0%d,x\n".formatted(row, plan, age, 1 + row % 3));
    }
    Table table = table(text.toString());
    Encoding encoding = Encoding.learn(table);
    assertThat(encoding.features())
        .extracting(Feature::toString)
        .containsExactly("plan = year", "plan = month", "age", "since");
    Matrix rows = encoding.apply(table);
    assertThat(rows.at(0, 0)).isEqualTo(1);
    assertThat(rows.at(1, 0)).isZero();
    assertThat(rows.at(1, 1)).isZero();
    assertThat(rows.at(3, 2)).isNaN();
    assertThat(rows.at(4, 3) - rows.at(3, 3)).isEqualTo(1);
    assertThatThrownBy(() -> encoding.apply(table("plan,age\nyear,3\n")))
        .hasMessageContaining("no column 'since'");
  }

  @Test
  void aRuleBetweenColumnsIsLearntAndTheProbabilitiesComeTrue() throws IOException {
    Table known = people(1);
    Table others = people(2);
    try (Propensity model =
        Propensity.train(known.without(List.of("left")), left(known), HOUR, 3)) {
      double[] told = model.of(others);
      assertThat(Auc.of(told, left(others))).isGreaterThan(0.75);
      assertThat(CalibrationError.of(told, left(others))).isLessThan(0.06);
      Table first = others.rows(IntStream.range(0, 50).toArray());
      for (List<Reason> reasons : model.reasons(first, 9)) {
        assertThat(reasons.get(0).feature()).doesNotStartWith("noise");
        assertThat(Math.abs(reasons.get(0).weight()))
            .isGreaterThanOrEqualTo(Math.abs(reasons.get(1).weight()));
      }
    }
  }

  @Test
  void theMoreReasonsSpeakForARowTheLikelierItIs() throws IOException {
    Table known = people(1);
    Table features = known.without(List.of("left"));
    try (Propensity model = Propensity.train(features, left(known), HOUR, 3)) {
      double[] told = model.of(features);
      List<Double> sums =
          model.reasons(features, Integer.MAX_VALUE).stream()
              .map(reasons -> reasons.stream().mapToDouble(Reason::weight).sum())
              .toList();
      List<Integer> bySum =
          IntStream.range(0, told.length).boxed().sorted(Comparator.comparing(sums::get)).toList();
      for (int place = 1; place < told.length; place++) {
        assertThat(told[bySum.get(place)])
            .isGreaterThanOrEqualTo(told[bySum.get(place - 1)] - 1e-4);
      }
    }
  }

  @Test
  void theSameSeedLearnsTheSame() throws IOException {
    Table known = people(1);
    Table features = known.without(List.of("left"));
    try (Propensity one = Propensity.train(features, left(known), HOUR, 3);
        Propensity two = Propensity.train(features, left(known), HOUR, 3)) {
      assertThat(one.of(features)).isEqualTo(two.of(features));
      assertThat(one.recipe()).isEqualTo(two.recipe());
    }
  }

  @Test
  void theReasonsOfARowAddUpToItsLogit() {
    Random random = new Random(4);
    float[] values = new float[3 * 400];
    boolean[] truth = new boolean[400];
    for (int row = 0; row < 400; row++) {
      for (int column = 0; column < 3; column++) {
        values[row * 3 + column] = random.nextFloat();
      }
      truth[row] = values[row * 3] > 0.5 != values[row * 3 + 1] > 0.5;
    }
    Matrix rows = new Matrix(values, 400, 3);
    try (Trees trees = Trees.train(rows, truth, TreeParameters.defaults().withRounds(50), 1)) {
      float[][] added = trees.reasons(rows);
      double[] logits = trees.scores(rows, 50);
      for (int row = 0; row < 400; row++) {
        assertThat((double) added[row][0] + added[row][1] + added[row][2] + added[row][3])
            .isCloseTo(logits[row], within(1e-3));
      }
    }
  }

  /** Two rows at -1 and 1 in standard numbers: what the loss pulls, the ridge holds. */
  @Test
  void theLinearModelMeetsTheConditionOfItsOptimum() {
    Matrix rows = new Matrix(new float[] {1, 3}, 2, 1);
    double ridge = 0.5;
    double[] scores = Logistic.train(rows, new boolean[] {false, true}, ridge).scores(rows);
    double weight = scores[1];
    assertThat(scores[0]).isCloseTo(-weight, within(1e-6));
    double pull = 2 * (1 - 1 / (1 + Math.exp(-weight)));
    assertThat(pull).isCloseTo(ridge * weight, within(1e-6));
  }

  /** Who pays by month and watches little is likely to leave; one column is only noise. */
  private static Table people(int seed) throws IOException {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder("plan,hours,noise,left\n");
    for (int row = 0; row < ROWS; row++) {
      boolean month = random.nextBoolean();
      double hours = random.nextDouble() * 10;
      double chance = month && hours < 4 ? 0.8 : 0.1;
      text.append(month ? "month" : "year").append(',').append(hours).append(',');
      text.append(random.nextInt(5)).append(',').append(random.nextDouble() < chance).append('\n');
    }
    return table(text.toString());
  }

  private static boolean[] left(Table table) {
    List<String> cells = table.column("left");
    boolean[] left = new boolean[cells.size()];
    for (int row = 0; row < left.length; row++) {
      left[row] = cells.get(row).equals("true");
    }
    return left;
  }

  private static Table table(String text) throws IOException {
    return Table.read("people.csv", new StringReader(text));
  }
}
