package playhouse.models.features;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The facts of one person in order of time, each once; told in whatever order, it is the same life.
 */
public final class Life {
  private final Map<Kind, List<Fact>> byKind;

  private Life(Map<Kind, List<Fact>> byKind) {
    this.byKind = byKind;
  }

  public static Life of(Collection<Fact> facts) {
    Map<Kind, List<Fact>> byKind = new EnumMap<>(Kind.class);
    TreeSet<Fact> inOrder = new TreeSet<>(Fact.IN_ORDER);
    inOrder.addAll(facts);
    for (Fact fact : inOrder) {
      byKind.computeIfAbsent(fact.kind(), kind -> new ArrayList<>()).add(fact);
    }
    return new Life(byKind);
  }

  /** All facts of a kind, also those that are still to come at whatever moment is asked for. */
  public List<Fact> all(Kind kind) {
    return byKind.getOrDefault(kind, List.of());
  }

  /** Facts of a kind up to a moment. */
  public List<Fact> until(Kind kind, long atMicros) {
    List<Fact> facts = all(kind);
    return facts.subList(0, after(facts, atMicros));
  }

  /** Facts of a kind later than {@code fromMicros}, up to {@code toMicros}. */
  public List<Fact> between(Kind kind, long fromMicros, long toMicros) {
    List<Fact> facts = all(kind);
    return facts.subList(after(facts, fromMicros), after(facts, toMicros));
  }

  /** The same life as it was known at a moment. */
  public Life cutAt(long atMicros) {
    Map<Kind, List<Fact>> cut = new EnumMap<>(Kind.class);
    byKind.keySet().forEach(kind -> cut.put(kind, until(kind, atMicros)));
    return new Life(cut);
  }

  /** How many facts are not later than that. */
  private static int after(List<Fact> facts, long atMicros) {
    int low = 0;
    int high = facts.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (facts.get(middle).atMicros() <= atMicros) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
