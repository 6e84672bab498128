package playhouse.contracts.behaviour;

import java.util.Arrays;

/**
 * The union of stretches [from, to) of a title, exact to the millisecond: the same in whatever
 * order and however often they arrive.
 */
public final class Stretches {
  private static final int ROOM = 4;

  /** Ends of disjoint stretches in order: from, to, from, to … */
  private long[] ends = new long[2 * ROOM];

  private int count;

  /** Adds a stretch; an empty one adds nothing. */
  public void add(long fromMillis, long toMillis) {
    if (toMillis <= fromMillis) {
      return;
    }
    int first = 0;
    while (first < count && ends[2 * first + 1] < fromMillis) {
      first++;
    }
    long from = fromMillis;
    long to = toMillis;
    int next = first;
    while (next < count && ends[2 * next] <= to) {
      from = Math.min(from, ends[2 * next]);
      to = Math.max(to, ends[2 * next + 1]);
      next++;
    }
    replace(first, next, from, to);
  }

  /** Adds all of others. */
  void add(Stretches others) {
    for (int i = 0; i < others.count; i++) {
      add(others.ends[2 * i], others.ends[2 * i + 1]);
    }
  }

  /** How much of [0, runtime) they cover together, in milliseconds. */
  public long within(long runtimeMillis) {
    long covered = 0;
    for (int i = 0; i < count; i++) {
      long from = Math.max(0, ends[2 * i]);
      long to = Math.min(runtimeMillis, ends[2 * i + 1]);
      covered += Math.max(0, to - from);
    }
    return covered;
  }

  /** They, disjoint and in order, as far as they lie in [0, runtime): from, to, from, to … */
  public long[] endsWithin(long runtimeMillis) {
    long[] within = new long[2 * count];
    int kept = 0;
    for (int i = 0; i < count; i++) {
      long from = Math.max(0, ends[2 * i]);
      long to = Math.min(runtimeMillis, ends[2 * i + 1]);
      if (from < to) {
        within[kept++] = from;
        within[kept++] = to;
      }
    }
    return Arrays.copyOf(within, kept);
  }

  /** Puts one stretch where those from {@code first} to before {@code next} were. */
  private void replace(int first, int next, long from, long to) {
    int changed = count - (next - first) + 1;
    if (2 * changed > ends.length) {
      ends = Arrays.copyOf(ends, 2 * ends.length);
    }
    System.arraycopy(ends, 2 * next, ends, 2 * (first + 1), 2 * (count - next));
    ends[2 * first] = from;
    ends[2 * first + 1] = to;
    count = changed;
  }
}
