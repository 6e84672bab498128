package playhouse.models.valuation.hours;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How far the logarithm of hours may be off, by how high it is foretold (conformal prediction in
 * bins): of titles like those that it was measured on, nine in ten lie within.
 *
 * @param edges upper ends of all bins but the last
 * @param widths one for each bin
 */
record Widths(List<Double> edges, List<Double> widths) {
  static final double SHARE = .9;

  private static final int BINS = 3;
  private static final int FEWEST = 30;

  double of(double foretold) {
    int bin = 0;
    while (bin < edges.size() && foretold > edges.get(bin)) {
      bin++;
    }
    return widths.get(bin);
  }

  /** From titles that what foretold them had not seen. */
  static Widths of(double[] foretold, double[] errors) {
    int bins = Math.max(1, Math.min(BINS, errors.length / FEWEST));
    int[] order =
        IntStream.range(0, errors.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> foretold[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    List<Double> edges = new ArrayList<>();
    List<Double> widths = new ArrayList<>();
    for (int bin = 0; bin < bins; bin++) {
      int from = bin * order.length / bins;
      int until = (bin + 1) * order.length / bins;
      if (bin > 0) {
        edges.add(foretold[order[from - 1]]);
      }
      widths.add(
          quantile(
              Arrays.stream(order, from, until).mapToDouble(i -> Math.abs(errors[i])).toArray()));
    }
    return new Widths(List.copyOf(edges), List.copyOf(widths));
  }

  /** The largest where there are too few to say. */
  private static double quantile(double[] amounts) {
    Arrays.sort(amounts);
    int rank = (int) Math.ceil((amounts.length + 1) * SHARE);
    return amounts[Math.min(rank, amounts.length) - 1];
  }
}
