package playhouse.models.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RidgeTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 17, 130})
  void whatComesOutSolvesTheEquation(int n) {
    Random random = new Random(n);
    double[][] rows = new double[2 * n][n];
    for (double[] row : rows) {
      for (int j = 0; j < n; j++) {
        row[j] = random.nextGaussian();
      }
    }
    double[] gram = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        for (double[] row : rows) {
          gram[i * n + j] += row[i] * row[j];
        }
      }
    }
    double[] kept = gram.clone();
    float[] targets = new float[n * n];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = random.nextFloat();
    }
    float[] solved = targets.clone();
    Ridge.solve(gram, solved, n, 3);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 3 * solved[j * n + i];
        for (int k = 0; k < n; k++) {
          sum += kept[Math.max(i, k) * n + Math.min(i, k)] * solved[j * n + k];
        }
        assertThat(sum).isCloseTo(targets[j * n + i], within(1e-3));
      }
    }
  }

  @Test
  void anEquationWithoutAnAnswerIsRefused() {
    assertThatThrownBy(() -> Ridge.solve(new double[] {-5}, new float[1], 1, 1))
        .isInstanceOf(ArithmeticException.class);
  }
}
