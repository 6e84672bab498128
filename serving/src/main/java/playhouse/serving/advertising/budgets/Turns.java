package playhouse.serving.advertising.budgets;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import playhouse.serving.advertising.budgets.store.Turn;
import playhouse.serving.advertising.orders.LineItem;

/**
 * How often people saw line items, from memory: good enough to choose by. What decides is the
 * database, when a turn is taken; and what it says comes back here.
 */
final class Turns {
  private static final int MOST = 500_000;

  /** Of each person by line items: an auction asks for one person and a thousand of these. */
  private final Cache<UUID, Map<UUID, List<Turn>>> known =
      Caffeine.newBuilder()
          .maximumWeight(MOST)
          .weigher((UUID person, Map<UUID, List<Turn>> taken) -> 1 + taken.size())
          .build();

  /** Somebody and a line item. */
  record Pair(UUID person, UUID lineItem) {
    static Pair of(Turn turn) {
      return new Pair(turn.person(), turn.lineItem());
    }
  }

  /** Whether one of the caps leaves no turn to be taken then. */
  static boolean full(List<LineItem.Cap> caps, List<Turn> taken, Instant at) {
    for (LineItem.Cap cap : caps) {
      Instant since = at.minusSeconds(cap.seconds());
      int turns = 0;
      for (Turn turn : taken) {
        turns += turn.countsAfter(since) ? 1 : 0;
      }
      if (turns >= cap.impressions()) {
        return true;
      }
    }
    return false;
  }

  boolean full(UUID person, LineItem lineItem, Instant at) {
    Map<UUID, List<Turn>> all = known.getIfPresent(person);
    List<Turn> taken = all == null ? null : all.get(lineItem.id());
    return taken != null
        && full(lineItem.caps(), taken.stream().filter(turn -> !turn.overAt(at)).toList(), at);
  }

  /** Whether anything is known of that somebody and that line item. */
  boolean knows(Turn turn) {
    Map<UUID, List<Turn>> all = known.getIfPresent(turn.person());
    return all != null && all.containsKey(turn.lineItem());
  }

  /** All that there are of somebody and a line item. */
  void put(Pair pair, List<Turn> turns) {
    change(pair, before -> turns);
  }

  /** One was taken, or was shown. */
  void add(Turn turn) {
    change(Pair.of(turn), before -> Stream.concat(without(before, turn), Stream.of(turn)).toList());
  }

  /** One was given back. */
  void remove(Turn turn) {
    if (knows(turn)) {
      change(Pair.of(turn), before -> without(before, turn).toList());
    }
  }

  private static Stream<Turn> without(List<Turn> turns, Turn turn) {
    return turns.stream().filter(one -> !one.impression().equals(turn.impression()));
  }

  private void change(Pair pair, UnaryOperator<List<Turn>> to) {
    known
        .asMap()
        .compute(
            pair.person(),
            (person, before) -> {
              Map<UUID, List<Turn>> next = before == null ? new HashMap<>() : new HashMap<>(before);
              List<Turn> turns = next.getOrDefault(pair.lineItem(), List.of());
              next.put(pair.lineItem(), List.copyOf(to.apply(turns)));
              return Map.copyOf(next);
            });
  }

  void clear() {
    known.invalidateAll();
  }
}
