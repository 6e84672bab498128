package playhouse.models.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MetricsTest {

  @Test
  void aRankCountsByItsPlaceAmongTheFirstTen() {
    Metrics metrics = Metrics.of(new int[] {1, 3, 10, 11, 0}, 0.25);
    assertThat(metrics.people()).isEqualTo(5);
    assertThat(metrics.hitRate10()).isEqualTo(0.6);
    assertThat(metrics.ndcg10()).isCloseTo((1 + 0.5 + 0.28906483) / 5, within(1e-8));
    assertThat(metrics.reciprocalRank())
        .isCloseTo((1 + 1 / 3.0 + 0.1 + 1 / 11.0) / 5, within(1e-12));
    assertThat(metrics.coverage10()).isEqualTo(0.25);
  }

  @Test
  void nobodyAskedIsNoError() {
    assertThat(Metrics.of(new int[0], 0)).isEqualTo(new Metrics(0, 0, 0, 0, 0));
  }

  @Test
  void theValidationAsksForTheLastTitleWithoutHavingLearntFromIt() {
    Random random = new Random(11);
    List<List<Taken>> rounds = new ArrayList<>();
    for (int person = 0; person < 400; person++) {
      int from = random.nextInt(20);
      rounds.add(
          People.took(
              IntStream.range(from, from + 6)
                  .mapToObj(i -> "station " + i % 20)
                  .toArray(String[]::new)));
    }
    Histories histories = People.histories(rounds);
    Validation validation = Validation.leaveLastOut(histories, Parameters.defaults());
    Metrics metrics = validation.all();
    assertThat(validation.byCatalogue()).isEqualTo(Map.of("", metrics));
    assertThat(metrics.people()).isEqualTo(400);
    assertThat(metrics.ndcg10()).isGreaterThan(0.8);
    assertThat(histories.withoutLast().rows()).isEqualTo(histories.rows() - 400);
  }
}
