package playhouse.models.recommend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import playhouse.testbed.Bench;

/**
 * Measures how long it takes to rank 50 000 titles for one person: {@code [--json]}. Ends 1 if the
 * limit is missed.
 */
final class ScoringBench {
  private static final int TITLES = 50_000;
  private static final int PEOPLE = 12_000;
  private static final int LENGTH = 40;
  private static final double MOST_MILLIS = 1.0;

  private ScoringBench() {}

  public static void main(String[] arguments) {
    Random random = new Random(20261122);
    Histories.Builder histories = new Histories.Builder();
    List<List<Taken>> people = new ArrayList<>();
    for (int person = 0; person < PEOPLE; person++) {
      List<Taken> history = history(random);
      people.add(history);
      history.forEach(taken -> histories.add("p" + people.size(), taken));
    }
    Parameters parameters = Parameters.defaults().withDenseTitles(1500);
    RecommenderModel model = Trainer.train(histories.build(), parameters);
    measure(model, people, 3000);
    long[] nanos = measure(model, people, 6000);
    Arrays.sort(nanos);
    double p50 = nanos[nanos.length / 2] / 1e6;
    double p99 = nanos[nanos.length * 99 / 100] / 1e6;
    System.err.printf(
        Locale.ROOT, "ranking %d titles: p50 %.3f ms, p99 %.3f ms%n", model.titles(), p50, p99);
    Bench bench = new Bench("scoring", arguments);
    bench.atMost("p50 of a ranking", p50, "ms", MOST_MILLIS);
    System.exit(bench.status());
  }

  private static long[] measure(RecommenderModel model, List<List<Taken>> people, int times) {
    long[] nanos = new long[times];
    for (int i = 0; i < times; i++) {
      List<Taken> history = people.get(i % people.size());
      Set<String> seen = new HashSet<>();
      history.forEach(taken -> seen.add(taken.title()));
      long before = System.nanoTime();
      model.recommend(history, seen, 100);
      nanos[i] = System.nanoTime() - before;
    }
    return nanos;
  }

  /** Few titles are taken by many: the square of a uniform draw. */
  private static List<Taken> history(Random random) {
    List<Taken> history = new ArrayList<>();
    for (int i = 0; i < LENGTH; i++) {
      double draw = random.nextDouble();
      int title = (int) (draw * draw * TITLES);
      history.add(new Taken("t" + title, People.START.plusSeconds(i), 1));
    }
    return history;
  }
}
