package playhouse.models.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import playhouse.models.measure.Auc;
import playhouse.models.measure.Delong;

class ScorerTest {
  private final List<float[]> rows = new ArrayList<>();
  private final boolean[] truth = new boolean[600];

  @Test
  void plain_java_answers_as_xgboost_does_also_where_a_number_is_missing() throws IOException {
    draw();
    List<String> columns = List.of("a", "b", "c");
    try (Propensity model = Propensity.train(columns, rows, truth, Duration.ofMinutes(1), 1)) {
      Scorer scorer = model.scorer();
      Trees trees = Trees.train(Matrix.of(rows, 3), truth, TreeParameters.defaults(), 1);
      Forest forest = Forest.ofJson(trees.bytes("json"));
      double[] theirs = trees.scores(Matrix.of(rows, 3), TreeParameters.defaults().rounds());
      for (int row = 0; row < rows.size(); row++) {
        assertThat((double) forest.score(rows.get(row))).isCloseTo(theirs[row], within(1e-4));
      }
      trees.close();
      Scorer again = again(scorer);
      double[] told = rows.stream().mapToDouble(again::of).toArray();
      assertThat(told).isEqualTo(rows.stream().mapToDouble(scorer::of).toArray());
      assertThat(Auc.of(told, truth)).isGreaterThan(0.8);
    }
  }

  @Test
  void the_error_of_a_difference_of_areas_is_what_bootstrapping_comes_to() {
    draw();
    double[] good = rows.stream().mapToDouble(row -> row[0]).toArray();
    double[] poor = rows.stream().mapToDouble(row -> row[0] + 2 * row[2]).toArray();
    Delong told = Delong.of(good, poor, truth);
    assertThat(told.first()).isEqualTo(Auc.of(good, truth));
    assertThat(told.z()).isGreaterThan(2);
    Random random = new Random(3);
    double sum = 0;
    double squares = 0;
    int rounds = 400;
    for (int round = 0; round < rounds; round++) {
      double[] one = new double[truth.length];
      double[] other = new double[truth.length];
      boolean[] drawn = new boolean[truth.length];
      for (int at = 0; at < truth.length; at++) {
        int row = random.nextInt(truth.length);
        one[at] = good[row];
        other[at] = poor[row];
        drawn[at] = truth[row];
      }
      double difference = Auc.of(one, drawn) - Auc.of(other, drawn);
      sum += difference;
      squares += difference * difference;
    }
    double deviation = Math.sqrt(squares / rounds - sum / rounds * sum / rounds);
    assertThat(told.error()).isCloseTo(deviation, within(0.15 * deviation));
  }

  private void draw() {
    Random random = new Random(5);
    rows.clear();
    for (int row = 0; row < truth.length; row++) {
      float a = (float) random.nextGaussian();
      float b = random.nextInt(5) == 0 ? Float.NaN : (float) random.nextGaussian();
      float c = (float) random.nextGaussian();
      double logit = 2 * a + (Float.isNaN(b) ? 1 : b);
      truth[row] = random.nextDouble() < 1 / (1 + Math.exp(-logit));
      rows.add(new float[] {a, b, c});
    }
  }

  private static Scorer again(Scorer scorer) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    scorer.write(new DataOutputStream(bytes));
    return Scorer.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }
}
