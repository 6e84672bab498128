package playhouse.serving.personalisation.recommend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import playhouse.serving.personalisation.recommend.Ranker.Scored;
import playhouse.serving.personalisation.titles.TitleCard;

/**
 * Puts the best candidates in order so that they are not all alike: each next one is worth less the
 * more it is like one before (maximal marginal relevance, Carbonell and Goldstein 1998), and three
 * of one kind do not stand in a row while there is another.
 */
final class Arrangement {
  /** How much likeness counts beside worth. */
  private static final double DIVERSITY = 0.1;

  private static final int ROW = 3;

  private Arrangement() {}

  /**
   * Orders.
   *
   * @param ranked best first
   * @param first how many are chosen so; the others follow as they were
   */
  static List<Scored> order(List<Scored> ranked, Shortlist shortlist, int first) {
    int size = ranked.size();
    double most = size == 0 ? 0 : ranked.get(0).score();
    double least = size == 0 ? 0 : ranked.get(size - 1).score();
    double[] worth = new double[size];
    double[] alike = new double[size];
    boolean[] gone = new boolean[size];
    for (int i = 0; i < size; i++) {
      worth[i] = most > least ? (ranked.get(i).score() - least) / (most - least) : 1;
    }
    // Of the many, those that could come first in spite of all that is like them.
    int within = Math.min(size, first + Math.max(20, first));
    List<Scored> ordered = new ArrayList<>(size);
    while (ordered.size() < Math.min(first, size)) {
      int next = best(ranked, shortlist, worth, alike, gone, within, ordered);
      gone[next] = true;
      Scored chosen = ranked.get(next);
      ordered.add(chosen);
      Optional<TitleCard> card = shortlist.card(chosen.row());
      if (card.isPresent()) {
        for (int i = 0; i < within; i++) {
          if (!gone[i]) {
            Optional<TitleCard> other = shortlist.card(ranked.get(i).row());
            alike[i] = Math.max(alike[i], other.map(card.get()::likeness).orElse(0.0));
          }
        }
      }
    }
    for (int i = 0; i < size; i++) {
      if (!gone[i]) {
        ordered.add(ranked.get(i));
      }
    }
    return ordered;
  }

  private static int best(
      List<Scored> ranked,
      Shortlist shortlist,
      double[] worth,
      double[] alike,
      boolean[] gone,
      int within,
      List<Scored> ordered) {
    String tired = tired(shortlist, ordered);
    double[] value = new double[2];
    int[] best = {-1, -1};
    Arrays.fill(value, Double.NEGATIVE_INFINITY);
    for (int i = 0; i < within; i++) {
      if (!gone[i]) {
        boolean row = !tired.isEmpty() && kind(shortlist, ranked.get(i)).equals(tired);
        double v = (1 - DIVERSITY) * worth[i] - DIVERSITY * alike[i];
        int group = row ? 1 : 0;
        if (v > value[group]) {
          value[group] = v;
          best[group] = i;
        }
      }
    }
    return best[0] >= 0 ? best[0] : best[1];
  }

  /** The kind that stood in the last places, all of them; empty if they are of several. */
  private static String tired(Shortlist shortlist, List<Scored> ordered) {
    if (ordered.size() < ROW - 1) {
      return "";
    }
    List<String> last =
        ordered.subList(ordered.size() - ROW + 1, ordered.size()).stream()
            .map(one -> kind(shortlist, one))
            .distinct()
            .toList();
    return last.size() == 1 ? last.get(0) : "";
  }

  /** A series is a kind of its own; else the first genre says; empty if nothing is known. */
  private static String kind(Shortlist shortlist, Scored one) {
    Optional<TitleCard> card = shortlist.card(one.row());
    if (card.isEmpty()) {
      return "";
    }
    return card.get().series().isEmpty()
        ? card.get().genres().stream().findFirst().orElse("")
        : "series " + card.get().series();
  }
}
