package playhouse.audience.recount;

import java.util.List;

/** Percentiles as they are read from buckets. */
final class Percentile {

  private Percentile() {}

  static double of(List<Long> values, int percent) {
    List<Double> edges = values.stream().map(Percentile::edge).sorted().toList();
    int rank = (int) Math.ceil(percent / 100.0 * edges.size());
    return edges.get(Math.max(rank, 1) - 1);
  }

  /** Two significant digits, rounded up. */
  private static double edge(long value) {
    if (value <= 99) {
      return (double) value;
    }
    double step = Math.pow(10, Math.floor(Math.log10((double) value) + 1e-12) - 1);
    return Math.min(10_000_000, Math.ceil(value / step) * step);
  }
}
