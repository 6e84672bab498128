package playhouse.models.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void theHighestAreThoseThatSortingPutsFirst(long seed) {
    Random random = new Random(seed);
    float[] scores = new float[200];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = random.nextInt(30) - 10;
    }
    int[] sorted =
        IntStream.range(0, scores.length)
            .filter(i -> scores[i] != 0)
            .boxed()
            .sorted(Comparator.comparing((Integer i) -> -scores[i]).thenComparing(i -> i))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int limit : new int[] {0, 1, 7, 199, 500}) {
      assertThat(Selection.highest(scores, limit))
          .as("seed %d limit %d", seed, limit)
          .isEqualTo(IntStream.of(sorted).limit(limit).toArray());
    }
  }

  @Test
  void ofARowOnlyTheLargestAmountsAreKept() {
    LinksBuilder builder = new LinksBuilder(1, 3);
    builder.row(0, new int[] {1, 2, 3, 4, 5}, new float[] {1, -5, 1, 1, 2}, 5);
    Links links = builder.build();
    assertThat(links.columns).containsExactly(1, 2, 5);
    assertThat(links.weights).containsExactly(1, -5, 2);
    assertThat(links.weight(0, 2)).isEqualTo(-5);
    assertThat(links.weight(0, 3)).isZero();
  }
}
