package playhouse.serving.analytics.behaviour;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What people most often do next, within half an hour each; the same again and again is one step. A
 * pure function.
 *
 * @param start what it begins with
 * @param length how many steps after it
 */
record Paths(String start, int length) {
  private static final long PAUSE_MICROS = Duration.ofMinutes(30).toSeconds() * 1_000_000;

  /**
   * A way that was gone, as far as it went.
   *
   * @param times how often
   * @param people by how many
   */
  record Path(List<String> steps, long times, long people) {}

  private static final class Count {
    private long times;
    private final Set<String> people = new HashSet<>();
  }

  /** The most frequent, most first. */
  List<Path> of(Collection<List<Doing>> people, int most) {
    Map<List<String>, Count> counts = new HashMap<>();
    for (List<Doing> doings : people) {
      for (int i = 0; i < doings.size(); i++) {
        boolean again = i > 0 && follows(doings.get(i - 1), doings.get(i), start);
        if (doings.get(i).event().equals(start) && !again) {
          Count count = counts.computeIfAbsent(path(doings, i), steps -> new Count());
          count.times++;
          count.people.add(doings.get(i).person());
        }
      }
    }
    return counts.entrySet().stream()
        .map(each -> new Path(each.getKey(), each.getValue().times, each.getValue().people.size()))
        .sorted(
            Comparator.comparingLong(Path::times)
                .reversed()
                .thenComparing(path -> String.join(" ", path.steps())))
        .limit(most)
        .toList();
  }

  private static boolean follows(Doing before, Doing now, String event) {
    return before.event().equals(event) && now.atMicros() - before.atMicros() <= PAUSE_MICROS;
  }

  private List<String> path(List<Doing> doings, int from) {
    List<String> steps = new ArrayList<>(List.of(start));
    for (int i = from + 1; i < doings.size() && steps.size() <= length; i++) {
      if (doings.get(i).atMicros() - doings.get(i - 1).atMicros() > PAUSE_MICROS) {
        break;
      }
      if (!doings.get(i).event().equals(steps.get(steps.size() - 1))) {
        steps.add(doings.get(i).event());
      }
    }
    return List.copyOf(steps);
  }
}
