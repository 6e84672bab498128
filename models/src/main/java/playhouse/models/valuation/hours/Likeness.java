package playhouse.models.valuation.hours;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** How alike titles are by what is known before anybody has watched them: 0 to 1. */
public final class Likeness {
  /** How many comparables a title has. */
  static final int MOST = 10;

  private Likeness() {}

  /** Another title, and how alike it is. */
  public record Near(int index, double weight) {}

  /** 0 for another kind; each person that both share makes up for a third of what tells apart. */
  static double of(TitleFacts one, TitleFacts other) {
    if (!one.kind().equals(other.kind())) {
      return 0;
    }
    double distance =
        2 * (1 - shared(one.genres(), other.genres()))
            + Math.abs(minutes(one) - minutes(other))
            + Math.abs(one.minimumAge() - other.minimumAge()) / 9.0
            + (one.exclusive() == other.exclusive() ? 0 : .5)
            + (one.language().equals(other.language()) ? 0 : .5)
            + years(one, other);
    int people = Math.min(4, (int) one.people().stream().filter(other.people()::contains).count());
    return Math.exp(-distance * Math.pow(2 / 3.0, people));
  }

  private static double minutes(TitleFacts title) {
    return Math.log1p(title.runtimeMillis() / 60_000.0);
  }

  private static double years(TitleFacts one, TitleFacts other) {
    return one.releasedYear() == 0 || other.releasedYear() == 0
        ? .25
        : Math.min(1, Math.abs(one.releasedYear() - other.releasedYear()) / 20.0);
  }

  /** Of all that either has, the part that both have. */
  private static double shared(List<String> one, List<String> other) {
    long both = one.stream().filter(other::contains).count();
    long all = one.size() + other.size() - both;
    return all == 0 ? 1 : (double) both / all;
  }

  /** The most alike first; of equals the one whose id comes first. */
  static List<Near> nearest(TitleFacts title, List<TitleFacts> others, Predicate<Integer> among) {
    List<Near> found = new ArrayList<>();
    for (int i = 0; i < others.size(); i++) {
      if (among.test(i) && !others.get(i).title().equals(title.title())) {
        double weight = of(title, others.get(i));
        if (weight > 0) {
          found.add(new Near(i, weight));
        }
      }
    }
    Stream<Near> sorted =
        found.stream()
            .sorted(
                Comparator.comparingDouble((Near near) -> -near.weight())
                    .thenComparing(near -> others.get(near.index()).title()));
    return sorted.limit(MOST).toList();
  }
}
