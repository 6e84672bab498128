package playhouse.models.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LinearTest {

  /** Two rows at 1 and -1: w minimises w²/2 + 2 c (1 - w)², which is at w = 4c / (1 + 4c). */
  @Test
  void thePlaneOfTwoRowsIsTheOneFoundByHand() {
    SparseRows rows = rows(new float[][] {{1}, {-1}});
    boolean[] truth = {true, false};
    double[] scores = Separator.train(rows, truth, 1, 5000, 1).scores(rows);
    assertThat(scores[0]).isCloseTo(0.8, within(0.05));
    assertThat(scores[1]).isCloseTo(-0.8, within(0.05));
  }

  @Test
  void classesThatAPlaneDividesAreAllTold() {
    Random random = new Random(3);
    float[][] values = new float[300][];
    int[] labels = new int[300];
    float[][] middles = {{2, 0}, {-2, 1}, {0, -3}};
    for (int row = 0; row < 300; row++) {
      labels[row] = row % 3;
      float[] middle = middles[labels[row]];
      values[row] =
          new float[] {
            middle[0] + (float) random.nextGaussian() / 5,
            middle[1] + (float) random.nextGaussian() / 5
          };
    }
    SparseRows rows = rows(values);
    OneAgainstRest planes = OneAgainstRest.train(rows, labels, 3, 1, 0, 50, 1);
    assertThat(OneAgainstRest.best(planes.scores(rows))).isEqualTo(labels);
    OneAgainstRest again = OneAgainstRest.train(rows, labels, 3, 1, 0, 50, 1);
    assertThat(again.scores(rows)).isDeepEqualTo(planes.scores(rows));
  }

  /** With three yes and one no: (2+1)/(3+2) against (0+1)/(1+2), and (1+1)/(3+2) against 2/3. */
  @Test
  void aColumnCountsByHowMuchLikelierItIsWithYes() {
    SparseRows rows = rows(new float[][] {{1, 0}, {1, 0}, {0, 1}, {0, 1}});
    float[] weights = RatioWeights.of(rows, new boolean[] {true, true, true, false}, 1);
    assertThat(weights[0]).isCloseTo((float) Math.log((3 / 5.0) / (1 / 3.0)), within(1e-6f));
    assertThat(weights[1]).isCloseTo((float) -Math.log((2 / 5.0) / (2 / 3.0)), within(1e-6f));
  }

  @Test
  void aScaledRowStaysAsLong() {
    SparseRows rows = rows(new float[][] {{3, 4}});
    SparseRows scaled = rows.scaled(new float[] {1, 0});
    assertThat(scaled.dot(0, new float[] {1, 1})).isCloseTo(5, within(1e-6));
    SparseRows both = rows.beside(scaled);
    assertThat(both.width()).isEqualTo(4);
    assertThat(both.dot(0, new float[] {0, 1, 1, 0})).isCloseTo(9, within(1e-6));
  }

  private static SparseRows rows(float[][] values) {
    SparseRows.Builder rows = new SparseRows.Builder(values[0].length);
    for (float[] row : values) {
      for (int column = 0; column < row.length; column++) {
        if (row[column] != 0) {
          rows.add(column, row[column]);
        }
      }
      rows.end();
    }
    return rows.build();
  }
}
