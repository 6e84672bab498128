package playhouse.models.features;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * A life as a stream sees it: facts in order of arrival, some twice; what no feature looks back to
 * any more is let go.
 */
public final class LiveLife {
  /** How far behind the newest fact it may still be asked, and facts may still arrive. */
  public static final Duration LATENESS = Duration.ofDays(2);

  /** How long facts of a kind are needed, in microseconds. */
  private final Map<Kind, Long> kept = new EnumMap<>(Kind.class);

  private final Map<Kind, TreeSet<Fact>> facts = new EnumMap<>(Kind.class);
  private long newestMicros = Long.MIN_VALUE;

  /** Keeps what these features read. */
  public LiveLife(Collection<Feature> features) {
    for (Feature feature : features) {
      long needed = feature.window().map(Moments::micros).orElse(Long.MAX_VALUE);
      feature.sources().forEach(kind -> kept.merge(kind, needed, Math::max));
    }
  }

  /** Takes in a fact; the same one again changes nothing. */
  public void take(Fact fact) {
    if (!kept.containsKey(fact.kind())) {
      return;
    }
    newestMicros = Math.max(newestMicros, fact.atMicros());
    facts.computeIfAbsent(fact.kind(), kind -> new TreeSet<>(Fact.IN_ORDER)).add(fact);
    facts.forEach(this::forget);
  }

  /**
   * A feature's number at a moment.
   *
   * @throws IllegalArgumentException if facts of that time may have been let go
   */
  public float at(Feature feature, long atMicros) {
    if (newestMicros != Long.MIN_VALUE && atMicros < newestMicros - Moments.micros(LATENESS)) {
      throw new IllegalArgumentException(
          "a live fold answers for moments up to "
              + LATENESS.toDays()
              + " days before its newest fact; ask the lake for earlier ones");
    }
    List<Fact> all = new ArrayList<>();
    facts.values().forEach(all::addAll);
    return feature.at(Life.of(all), atMicros);
  }

  /** How many facts it holds. */
  public int size() {
    return facts.values().stream().mapToInt(Collection::size).sum();
  }

  private void forget(Kind kind, NavigableSet<Fact> known) {
    long needed = kept.getOrDefault(kind, Long.MAX_VALUE);
    if (needed != Long.MAX_VALUE) {
      long oldest = newestMicros - needed - Moments.micros(LATENESS);
      while (!known.isEmpty() && known.first().atMicros() < oldest) {
        known.pollFirst();
      }
    }
  }
}
