package playhouse.audience.truth;

import java.util.Arrays;

/** How many values fell into each bucket. */
final class Histogram {

  private long[] counts = new long[128];
  private long total;

  void add(long value) {
    int index = Buckets.index(value);
    if (index >= counts.length) {
      counts = Arrays.copyOf(counts, index + 32);
    }
    counts[index]++;
    total++;
  }

  void add(Histogram other) {
    if (other.counts.length > counts.length) {
      counts = Arrays.copyOf(counts, other.counts.length);
    }
    for (int i = 0; i < other.counts.length; i++) {
      counts[i] += other.counts[i];
    }
    total += other.total;
  }

  long total() {
    return total;
  }

  /** The smallest edge at or below which that share of the values lies; needs a value. */
  long percentile(int percent) {
    long wanted = Math.floorDiv(total * percent + 99, 100);
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen >= wanted && seen > 0) {
        return Buckets.edge(i);
      }
    }
    throw new IllegalStateException("no values");
  }
}
