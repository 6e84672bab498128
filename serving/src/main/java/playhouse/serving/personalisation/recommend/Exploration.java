package playhouse.serving.personalisation.recommend;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Gives others a chance: every tenth place is for one that is drawn, evenly, from ten that would
 * not have been shown. Each such place has ten of its own, and no other place depends on what is
 * drawn, so that how likely each was to be put where it is follows from the list alone.
 */
final class Exploration {
  private static final int EVERY = 10;
  private static final int AMONG = 10;

  private Exploration() {}

  /**
   * Something in its place.
   *
   * @param propensity how likely it was to be put there
   */
  record Placed<T>(T what, double propensity) {}

  /** How many there should be to choose from for a list of so many. */
  static int wanted(int limit) {
    return limit + limit / EVERY * (AMONG - 1);
  }

  /**
   * Places them.
   *
   * @param ordered best first
   * @param dice draws; nothing is tried out without, nor where there are no more than are wanted
   */
  static <T> List<Placed<T>> place(List<T> ordered, int limit, Optional<SplittableRandom> dice) {
    int tried = dice.isPresent() && ordered.size() > limit ? limit / EVERY : 0;
    int fixed = Math.min(ordered.size(), limit) - tried;
    List<List<T>> pools = pools(ordered.subList(fixed, ordered.size()), tried);
    List<Placed<T>> placed = new ArrayList<>();
    int next = 0;
    for (int place = 0; placed.size() < fixed + tried; place++) {
      boolean tries = tried > 0 && (place + 1) % EVERY == 0;
      if (tries) {
        List<T> pool = pools.get((place + 1) / EVERY - 1);
        T drawn = pool.get(dice.orElseThrow().nextInt(pool.size()));
        placed.add(new Placed<>(drawn, 1.0 / pool.size()));
      } else {
        placed.add(new Placed<>(ordered.get(next++), 1));
      }
    }
    return placed;
  }

  /** Dealt out one by one, so that none has all the good ones. */
  private static <T> List<List<T>> pools(List<T> left, int count) {
    List<List<T>> pools = new ArrayList<>();
    for (int pool = 0; pool < count; pool++) {
      List<T> those = new ArrayList<>();
      for (int i = pool; i < left.size() && those.size() < AMONG; i += count) {
        those.add(left.get(i));
      }
      pools.add(those);
    }
    return pools;
  }
}
