package playhouse.models.recommend;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Asks a recommender for the last title that each person took, which it did not learn from: all
 * titles are ranked, those taken earlier are masked.
 */
final class Exam {
  private static final int MOST_PEOPLE = 20_000;

  private final Histories histories;
  private final RecommenderModel model;
  private final int[] targets;
  private final int[] ranks;
  private final BitSet shown = new BitSet();

  Exam(Histories histories, RecommenderModel model) {
    this.histories = histories;
    this.model = model;
    int[] people = draw(histories, model.parameters().seed());
    this.targets = IntStream.of(people).map(p -> histories.title(histories.end(p) - 1)).toArray();
    this.ranks = IntStream.of(people).map(this::rank).toArray();
  }

  /** How well it did, for titles of all catalogues and of each. */
  Validation result() {
    Shelf shelf = model.shelf();
    SortedMap<String, Metrics> byCatalogue = new TreeMap<>();
    for (int catalogue = 0; catalogue < shelf.catalogues.length; catalogue++) {
      int wanted = catalogue;
      byCatalogue.put(
          shelf.catalogues[catalogue], metrics(title -> shelf.catalogueOf[title] == wanted));
    }
    return new Validation(metrics(title -> true), byCatalogue);
  }

  private Metrics metrics(IntPredicate among) {
    int[] chosen =
        IntStream.range(0, ranks.length)
            .filter(i -> among.test(targets[i]))
            .map(i -> ranks[i])
            .toArray();
    long titles = IntStream.range(0, model.titles()).filter(among).count();
    return Metrics.of(chosen, shown.stream().filter(among).count() / (double) Math.max(1, titles));
  }

  private static int[] draw(Histories histories, long seed) {
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

  private int rank(int person) {
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
