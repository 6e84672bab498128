package playhouse.serving.analytics.behaviour;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Steps in order, all within a time from the first: how many people went how far. A pure function.
 *
 * @param by platform, country or surface of the first step, by which it is broken down; empty for
 *     no breakdown
 */
record Funnel(List<Step> steps, long windowMicros, String by) {
  private static final int MOST_VALUES = 20;
  private static final double SECOND_MICROS = 1_000_000;

  /**
   * What is done in a step; a condition that is empty always holds.
   *
   * @param title id of a title
   * @param page that is viewed
   */
  record Step(String event, String title, String page, String surface, String platform) {
    boolean is(Doing doing) {
      return event.equals(doing.event())
          && (title.isEmpty() || title.equals(doing.title()))
          && (page.isEmpty() || page.equals(doing.page()))
          && (surface.isEmpty() || surface.equals(doing.surface()))
          && (platform.isEmpty() || platform.equals(doing.platform()));
    }
  }

  /**
   * How far people went.
   *
   * @param people by step, how many came so far
   * @param medianSeconds from the first step to the last, of those who came there; empty if nobody
   *     did
   */
  record Reached(List<Long> people, Optional<Double> medianSeconds) {}

  /** The same of those whose first step had a value; the most people first. */
  record Slice(String value, Reached reached) {}

  /** All of it. */
  record Result(Reached all, List<Slice> slices) {}

  /** A way that began with a first step, and how far it led. */
  private record Way(Doing start, int steps, double seconds) {}

  /**
   * Follows everybody.
   *
   * @param fromMicros first steps count from here
   * @param untilMicros and before that
   */
  Result of(Collection<List<Doing>> people, long fromMicros, long untilMicros) {
    List<Way> ways = new ArrayList<>();
    for (List<Doing> doings : people) {
      Way way = furthest(doings, fromMicros, untilMicros);
      if (way != null) {
        ways.add(way);
      }
    }
    Map<String, List<Way>> values = new HashMap<>();
    if (!by.isEmpty()) {
      ways.forEach(
          way ->
              values.computeIfAbsent(way.start().value(by), value -> new ArrayList<>()).add(way));
    }
    return new Result(
        reached(ways),
        values.entrySet().stream()
            .sorted(
                Comparator.<Map.Entry<String, List<Way>>>comparingInt(
                        each -> -each.getValue().size())
                    .thenComparing(Map.Entry::getKey))
            .limit(MOST_VALUES)
            .map(each -> new Slice(each.getKey(), reached(each.getValue())))
            .toList());
  }

  /**
   * Of all ways of a person the one that led furthest, the earliest of these. It is enough to
   * remember, for each number of steps, the latest beginning from which they were done: it leaves
   * the most time.
   */
  private @Nullable Way furthest(List<Doing> doings, long from, long until) {
    Doing[] begun = new Doing[steps.size()];
    Way best = null;
    for (Doing doing : doings) {
      // From the last to the first, so that one thing done is one step.
      for (int step = steps.size() - 1; step >= 0; step--) {
        if (!steps.get(step).is(doing)) {
          continue;
        }
        Doing start = step == 0 ? begins(doing, from, until) : begun[step - 1];
        if (start == null || doing.atMicros() - start.atMicros() > windowMicros) {
          continue;
        }
        begun[step] = start;
        if (best == null || step + 1 > best.steps()) {
          best = new Way(start, step + 1, (doing.atMicros() - start.atMicros()) / SECOND_MICROS);
        }
      }
    }
    return best;
  }

  private static @Nullable Doing begins(Doing doing, long from, long until) {
    return doing.atMicros() >= from && doing.atMicros() < until ? doing : null;
  }

  private Reached reached(List<Way> ways) {
    List<Long> people = new ArrayList<>();
    for (int step = 1; step <= steps.size(); step++) {
      int far = step;
      people.add(ways.stream().filter(way -> way.steps() >= far).count());
    }
    double[] seconds =
        ways.stream()
            .filter(way -> way.steps() == steps.size())
            .mapToDouble(Way::seconds)
            .sorted()
            .toArray();
    return new Reached(
        people,
        seconds.length == 0 ? Optional.empty() : Optional.of(seconds[(seconds.length - 1) / 2]));
  }
}
