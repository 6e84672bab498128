package playhouse.batch.titles;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** How many views saw each percent of a title, from its beginning (0) to its end (100). */
final class Curve {
  /** How many numbers a curve has. */
  static final int POINTS = 101;

  /** From here on, views count as complete, and leaving is no loss. */
  private static final int COMPLETE_PERCENT = 90;

  private static final int MOST_DROP_OFFS = 3;

  /** By how much each point has more than the one before. */
  private final long[] steps = new long[POINTS + 1];

  /** So many views were lost at a percent, against the one before. */
  record DropOff(int percent, long lost) {}

  /**
   * Adds what one view saw. A percent is seen if the millisecond at it is; the last one, if the
   * last millisecond is.
   *
   * @param ends of disjoint stretches within the runtime: from, to, from, to …
   */
  void add(long[] ends, long runtimeMillis) {
    for (int i = 0; i < ends.length; i += 2) {
      long to = ends[i + 1];
      int first = point(ends[i], runtimeMillis);
      int after = to >= runtimeMillis ? POINTS : point(to, runtimeMillis);
      if (first < after) {
        steps[first]++;
        steps[after]--;
      }
    }
  }

  /** Adds what other views saw. */
  void add(Curve other) {
    for (int i = 0; i < steps.length; i++) {
      steps[i] += other.steps[i];
    }
  }

  /** The first point that is not before a position. */
  private static int point(long positionMillis, long runtimeMillis) {
    return (int) Math.floorDiv(100 * positionMillis + runtimeMillis - 1, runtimeMillis);
  }

  long[] watching() {
    long[] watching = new long[POINTS];
    long now = 0;
    for (int i = 0; i < POINTS; i++) {
      now += steps[i];
      watching[i] = now;
    }
    return watching;
  }

  /** Where most views are lost, most first. */
  List<DropOff> dropOffs() {
    return IntStream.rangeClosed(1, COMPLETE_PERCENT)
        .filter(percent -> steps[percent] < 0)
        .mapToObj(percent -> new DropOff(percent, -steps[percent]))
        .sorted(Comparator.comparingLong(DropOff::lost).reversed())
        .limit(MOST_DROP_OFFS)
        .toList();
  }
}
