package playhouse.models.recommend;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The last titles of some people, to ask any recommender for: what the people had taken before is
 * told and masked, and all other titles are ranked.
 *
 * @param people numbers of those who took something before it
 */
@SuppressWarnings("ArrayRecordComponent") // counted through, never compared
public record Holdout(Histories histories, int[] people) {
  private static final int MOST = 5_000;
  private static final int LIST = 10;
  private static final int TRIALS = 1_000;
  private static final double NANOS_A_MILLI = 1e6;

  /** Fewer titles before the last are a light history. */
  private static final int HEAVY = 10;

  /** People whose last title came after a moment: none who learnt before then has seen it. */
  public static Holdout since(Histories histories, Instant moment, long seed) {
    List<Integer> people = new ArrayList<>();
    for (int person = 0; person < histories.people(); person++) {
      boolean before = histories.end(person) - histories.start(person) >= 2;
      if (before && histories.last(person).isAfter(moment)) {
        people.add(person);
      }
    }
    Collections.shuffle(people, new Random(seed));
    return new Holdout(
        histories, people.stream().limit(MOST).sorted().mapToInt(Integer::intValue).toArray());
  }

  /** What each person's list of ten is worth: 1/log2(1 + place) of their title, or 0. */
  public double[] gains(Recommender recommender) {
    return Arrays.stream(people)
        .mapToDouble(person -> gain(places(recommender, person).indexOf(last(person))))
        .toArray();
  }

  /** The same of a list of what most people took. */
  public double[] gainsOfPopularity() {
    int[] counts = new int[histories.titles().size()];
    IntStream.range(0, histories.people())
        .forEach(
            person ->
                IntStream.range(histories.start(person), histories.end(person) - 1)
                    .forEach(row -> counts[histories.title(row)]++));
    List<Integer> order =
        IntStream.range(0, counts.length)
            .filter(title -> counts[title] > 0)
            .boxed()
            .sorted((one, other) -> Integer.compare(counts[other], counts[one]))
            .toList();
    return Arrays.stream(people)
        .mapToDouble(
            person -> {
              Set<Integer> before = new HashSet<>();
              rows(person).forEach(row -> before.add(histories.title(row)));
              int wanted = histories.title(histories.end(person) - 1);
              return gain(
                  order.stream()
                      .filter(t -> !before.contains(t))
                      .limit(LIST)
                      .toList()
                      .indexOf(wanted));
            })
        .toArray();
  }

  /** Milliseconds that a list takes, 99 of a hundred, once it is warm; 0 if there is nobody. */
  public double millis(Recommender recommender) {
    double[] took = new double[people.length == 0 ? 1 : TRIALS];
    for (int trial = 0; trial < (people.length == 0 ? 0 : 2 * TRIALS); trial++) {
      int person = people[trial % people.length];
      long began = System.nanoTime();
      int titles = places(recommender, person).size();
      took[trial % TRIALS] = titles < 0 ? 0 : (System.nanoTime() - began) / NANOS_A_MILLI;
    }
    Arrays.sort(took);
    return took[took.length * 99 / 100];
  }

  /** What a person belongs to, by place among the people. */
  List<String> slices(int place) {
    int person = people[place];
    boolean heavy = histories.end(person) - histories.start(person) > HEAVY;
    String catalogue = Catalogues.of(last(person));
    return List.of(
        "history=" + (heavy ? "heavy" : "light"),
        "catalogue=" + (catalogue.isEmpty() ? "own" : catalogue));
  }

  private String last(int person) {
    return title(histories.end(person) - 1);
  }

  private String title(int row) {
    return histories.titles().get(histories.title(row));
  }

  private IntStream rows(int person) {
    return IntStream.range(histories.start(person), histories.end(person) - 1);
  }

  private List<String> places(Recommender recommender, int person) {
    // Only the order of what was taken counts: the row stands for the instant.
    List<Taken> before =
        rows(person)
            .mapToObj(
                row -> new Taken(title(row), Instant.ofEpochSecond(row), histories.strength(row)))
            .toList();
    Set<String> masked = new HashSet<>();
    before.forEach(taken -> masked.add(taken.title()));
    return recommender.recommend(before, masked, LIST).stream().map(Ranked::title).toList();
  }

  private static double gain(int place) {
    return place < 0 ? 0 : Math.log(2) / Math.log(2.0 + place);
  }
}
