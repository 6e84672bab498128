package playhouse.serving.personalisation.recommend;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import playhouse.contracts.facts.TitleUpserted;
import playhouse.serving.personalisation.candidates.Candidate;
import playhouse.serving.personalisation.titles.Titles;

/**
 * Puts the best candidates in order: not many of one kind in a row, and in the first page every
 * tenth place for a title drawn from the next ten, so that others get their chance.
 */
final class Arrangement {
  /** How many candidates beyond the limit there should be to choose from. */
  static final int SPARE = 20;

  private static final int ROW = 3;
  private static final int EXPLORE_EVERY = 10;
  private static final int EXPLORE_AMONG = 10;

  private final Titles titles;

  Arrangement(Titles titles) {
    this.titles = titles;
  }

  /**
   * Chooses and orders.
   *
   * @param ranked best first
   * @param dice draws the explored places; none are explored without
   */
  List<Placed> arrange(List<Candidate> ranked, int limit, Optional<SplittableRandom> dice) {
    Map<Candidate, String> left = new LinkedHashMap<>();
    ranked.stream().limit(limit + SPARE).forEach(c -> left.put(c, kind(c)));
    Deque<String> last = new ArrayDeque<>();
    List<Placed> placed = new ArrayList<>();
    while (placed.size() < limit && !left.isEmpty()) {
      boolean explores = dice.isPresent() && (placed.size() + 1) % EXPLORE_EVERY == 0;
      Placed next = explores ? drawn(left, dice.get()) : best(left, last);
      last.addLast(String.valueOf(left.remove(next.candidate())));
      if (last.size() > ROW - 1) {
        last.removeFirst();
      }
      placed.add(next);
    }
    return placed;
  }

  private static Placed drawn(Map<Candidate, String> left, SplittableRandom dice) {
    int among = Math.min(EXPLORE_AMONG, left.size());
    Candidate candidate =
        left.keySet().stream().skip(dice.nextInt(among)).findFirst().orElseThrow();
    return new Placed(candidate, 1.0 / among);
  }

  /** The best that does not make a row of one kind; the best of all if every one does. */
  private static Placed best(Map<Candidate, String> left, Deque<String> last) {
    boolean rowIsNear = last.size() == ROW - 1 && last.stream().distinct().count() == 1;
    String tired = rowIsNear ? last.getLast() : "";
    Candidate candidate =
        left.entrySet().stream()
            .filter(entry -> entry.getValue().isEmpty() || !entry.getValue().equals(tired))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseGet(() -> left.keySet().iterator().next());
    return new Placed(candidate, 1);
  }

  /** A series is a kind of its own; else the first genre says; empty if nothing is known. */
  private String kind(Candidate candidate) {
    Optional<TitleUpserted> title = titles.find(candidate.title());
    if (title.isEmpty()) {
      return "";
    }
    String series = title.get().getSeries();
    if (series != null) {
      return "series " + series;
    }
    return title.get().getGenres().stream().findFirst().orElse("");
  }

  /**
   * A candidate in its place.
   *
   * @param candidate which
   * @param propensity how likely it was to be put there
   */
  record Placed(Candidate candidate, double propensity) {}
}
