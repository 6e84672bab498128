package playhouse.models.recommend;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Asks a recommender for the last title that each person took, which it did not learn from: all
 * titles are ranked, those taken earlier are masked.
 */
public final class Validation {
  private static final int MOST_PEOPLE = 20_000;

  private final Histories histories;
  private final RecommenderModel model;

  private Validation(Histories histories, RecommenderModel model) {
    this.histories = histories;
    this.model = model;
  }

  /** Trains on all but each person's last title, then asks for it. */
  public static Metrics leaveLastOut(Histories histories, Parameters parameters) {
    return of(histories, Trainer.train(histories.withoutLast(), parameters));
  }

  /** Asks a model that was trained on these histories without their last titles. */
  static Metrics of(Histories histories, RecommenderModel model) {
    Validation validation = new Validation(histories, model);
    int[] people = validation.draw(model.parameters().seed());
    BitSet shown = new BitSet();
    int[] ranks = new int[people.length];
    for (int i = 0; i < people.length; i++) {
      ranks[i] = validation.rank(people[i], shown);
    }
    return Metrics.of(ranks, shown.cardinality() / (double) Math.max(1, model.titles()));
  }

  private int[] draw(long seed) {
    List<Integer> people = new ArrayList<>();
    for (int person = 0; person < histories.people(); person++) {
      if (histories.end(person) - histories.start(person) >= 2) {
        people.add(person);
      }
    }
    if (people.size() > MOST_PEOPLE) {
      Collections.shuffle(people, new Random(seed));
    }
    return people.stream().limit(MOST_PEOPLE).sorted().mapToInt(Integer::intValue).toArray();
  }

  private int rank(int person, BitSet shown) {
    int start = histories.start(person);
    int last = histories.end(person) - 1;
    float[] scores = model.scores(Recent.of(histories, start, last, model));
    int target = histories.title(last);
    float wanted = scores[target];
    IntStream.range(start, last).forEach(row -> scores[histories.title(row)] = 0);
    for (int title : Selection.highest(scores, 10)) {
      shown.set(title);
    }
    int better = 0;
    for (int title = 0; title < scores.length; title++) {
      boolean before = scores[title] == wanted && title < target;
      if (scores[title] != 0 && (scores[title] > wanted || before)) {
        better++;
      }
    }
    return scores[target] == 0 ? 0 : better + 1;
  }
}
