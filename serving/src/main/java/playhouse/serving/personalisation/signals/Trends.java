package playhouse.serving.personalisation.signals;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import playhouse.contracts.facts.LiveFeatures;
import playhouse.contracts.facts.RecentTitle;

/**
 * What people take up now, in counts that halve: of each title one for six hours and one for a
 * week. A person counts once for a title until they have taken eight others.
 *
 * <p>One thread counts, any number read. A start counts the latest titles of everybody anew.
 */
public final class Trends {
  private static final double SHORT_HOURS = 6;
  private static final double LONG_HOURS = 168;
  private static final int KEPT = 300;
  private static final long FRESH_NANOS = 1_000_000_000L;

  /** What is rare does not trend because two people took it: so many people are taken as usual. */
  private static final double USUAL = 5;

  /** Fewer than so many people in the last hours are no trend. */
  private static final double FEWEST = 3;

  private static final float WELCOME = 0.3f;
  private static final int REMEMBERED = 8;

  /** Clocks of devices may be wrong by so much. */
  private static final java.time.Duration AHEAD = java.time.Duration.ofMinutes(10);

  private final Clock clock;
  private final Map<String, Count> counts = new ConcurrentHashMap<>();
  private final Map<UUID, Seen> seen = new ConcurrentHashMap<>();
  private final AtomicBoolean counting = new AtomicBoolean();
  private volatile Lists lists;

  /**
   * A title with its count.
   *
   * @param score comparable within its list
   */
  public record Counted(String title, double score) {}

  /**
   * What was counted of a person.
   *
   * @param latest nothing before that is new
   * @param titles hashes of the titles counted last: who comes again to the same counts once
   */
  private record Seen(Instant latest, List<Integer> titles) {
    static final Seen NOTHING = new Seen(Instant.MIN, List.of());
  }

  private record Lists(long nanos, List<Counted> trending, List<Counted> popular) {}

  /** Counts by that clock. */
  public Trends(Clock clock) {
    this.clock = clock;
    lists = new Lists(System.nanoTime() - FRESH_NANOS, List.of(), List.of());
  }

  /** Counts what is new of a person. */
  public void take(LiveFeatures features) {
    if (features.getRecent().isEmpty()) {
      return;
    }
    Seen before = seen.getOrDefault(features.getPerson(), Seen.NOTHING);
    Instant now = clock.instant();
    List<Integer> titles = new ArrayList<>();
    for (RecentTitle recent : features.getRecent()) {
      int hash = recent.getTitle().hashCode();
      if (!recent.getOccurred().isAfter(before.latest())) {
        break;
      }
      if (recent.getStrength() >= WELCOME
          && recent.getOccurred().isBefore(now.plus(AHEAD))
          && !before.titles().contains(hash)) {
        counts
            .computeIfAbsent(recent.getTitle(), title -> new Count())
            .add(hours(recent.getOccurred()));
        titles.add(hash);
      }
    }
    titles.addAll(before.titles());
    seen.put(
        features.getPerson(),
        new Seen(
            features.getRecent().get(0).getOccurred(),
            List.copyOf(titles.subList(0, Math.min(REMEMBERED, titles.size())))));
  }

  /** What more people take now than usually do, most striking first. */
  public List<Counted> trending() {
    return fresh().trending();
  }

  /** What most people took within about a week, most first. */
  public List<Counted> popular() {
    return fresh().popular();
  }

  /** How many titles are counted. */
  public int size() {
    return counts.size();
  }

  /** At most once a second, by whoever comes first; the others take what there is. */
  private Lists fresh() {
    long nanos = System.nanoTime();
    if (nanos - lists.nanos() >= FRESH_NANOS && counting.compareAndSet(false, true)) {
      try {
        lists = counted(nanos);
      } finally {
        counting.set(false);
      }
    }
    return lists;
  }

  private Lists counted(long nanos) {
    double now = hours(clock.instant());
    List<Counted> trending = new ArrayList<>();
    List<Counted> popular = new ArrayList<>();
    counts.forEach(
        (title, count) -> {
          double brief = count.brief(now);
          double steady = count.steady(now);
          double usual = steady * SHORT_HOURS / LONG_HOURS;
          if (brief >= FEWEST) {
            trending.add(new Counted(title, (brief - usual) / Math.sqrt(usual + USUAL)));
          }
          if (steady >= 1) {
            popular.add(new Counted(title, steady));
          } else if (steady < 0.01) {
            counts.remove(title, count);
          }
        });
    return new Lists(nanos, best(trending), best(popular));
  }

  private static List<Counted> best(List<Counted> all) {
    return all.stream()
        .sorted(Comparator.comparingDouble(Counted::score).reversed().thenComparing(Counted::title))
        .limit(KEPT)
        .toList();
  }

  private static double hours(Instant time) {
    return time.toEpochMilli() / 3_600_000.0;
  }

  /** Two counts that halve, as of a time. */
  private static final class Count {
    private double brief;
    private double steady;
    private double at;

    synchronized void add(double hours) {
      if (brief == 0 && steady == 0) {
        at = hours;
      } else if (hours > at) {
        brief *= fading(hours - at, SHORT_HOURS);
        steady *= fading(hours - at, LONG_HOURS);
        at = hours;
      }
      brief += fading(at - hours, SHORT_HOURS);
      steady += fading(at - hours, LONG_HOURS);
    }

    synchronized double brief(double now) {
      return brief * fading(Math.max(0, now - at), SHORT_HOURS);
    }

    synchronized double steady(double now) {
      return steady * fading(Math.max(0, now - at), LONG_HOURS);
    }

    private static double fading(double hours, double half) {
      return Math.pow(0.5, hours / half);
    }
  }
}
