package playhouse.models.evaluate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import playhouse.models.recommend.Histories;
import playhouse.models.recommend.Parameters;
import playhouse.models.recommend.RecommenderModel;
import playhouse.models.recommend.Taken;
import playhouse.models.recommend.Trainer;

/** The closed-form linear model over items that are only numbers to it: no id means anything. */
final class LinearRanking implements Ranking {
  private final Map<String, Integer> numbers;
  private final RecommenderModel model;
  private final int[] numberOf;

  LinearRanking(Map<String, Integer> numbers, Collection<List<String>> histories, long seed) {
    this.numbers = numbers;
    Histories.Builder all = new Histories.Builder();
    int person = 0;
    for (List<String> items : histories) {
      for (Taken taken : taken(items)) {
        all.add("p" + person, taken);
      }
      person++;
    }
    model = Trainer.train(all.build(), Parameters.defaults().withSeed(seed));
    numberOf =
        model.titleIds().stream().mapToInt(title -> Integer.parseInt(title.substring(1))).toArray();
  }

  /** Each item's score, by its number; minus infinity where it is no candidate. */
  @Override
  public float[] scores(List<String> history) {
    float[] byTitle = model.scores(taken(history));
    float[] scores = new float[numbers.size()];
    Arrays.fill(scores, Float.NEGATIVE_INFINITY);
    for (int title = 0; title < byTitle.length; title++) {
      if (byTitle[title] != 0) {
        scores[numberOf[title]] = byTitle[title];
      }
    }
    return scores;
  }

  private List<Taken> taken(List<String> items) {
    List<Taken> taken = new ArrayList<>();
    for (int at = 0; at < items.size(); at++) {
      Integer number = numbers.get(items.get(at));
      if (number != null) {
        taken.add(new Taken("t" + number, Instant.ofEpochSecond(at), 1));
      }
    }
    return taken;
  }
}
