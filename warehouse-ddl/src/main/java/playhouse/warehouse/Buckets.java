package playhouse.warehouse;

import java.util.Arrays;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.stream.LongStream;

/** The published bucket edges from which every percentile is read: two significant digits. */
public final class Buckets {
  private static final long[] EDGES =
      SqlResource.index("kpi/buckets.txt").stream().mapToLong(Long::parseLong).toArray();

  private Buckets() {}

  /** All edges, ascending. */
  public static LongStream edges() {
    return Arrays.stream(EDGES);
  }

  /** The smallest edge that is not below the value; the last edge for anything above it. */
  public static long edge(long value) {
    int found = Arrays.binarySearch(EDGES, value);
    int place = found >= 0 ? found : -found - 1;
    return EDGES[Math.min(place, EDGES.length - 1)];
  }

  /**
   * The smallest edge at or below which at least the share p of the counted lie.
   *
   * @param counts how many by edge
   * @return empty if nothing was counted
   */
  public static OptionalLong percentile(SortedMap<Long, Long> counts, double p) {
    long all = counts.values().stream().mapToLong(Long::longValue).sum();
    long wanted = Math.max(1, (long) Math.ceil(p * all));
    long below = 0;
    for (Map.Entry<Long, Long> bucket : counts.entrySet()) {
      below += bucket.getValue();
      if (below >= wanted) {
        return OptionalLong.of(bucket.getKey());
      }
    }
    return OptionalLong.empty();
  }
}
