package playhouse.models.valuation.hours;

import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How well hours were foretold.
 *
 * @param method what foretold them
 * @param titles how many were foretold
 * @param mape mean of the error as a share of what came, of titles that came to an hour or more
 * @param wape all errors as a share of all hours
 * @param rank correlation of ranks (Spearman)
 * @param covered share of titles within their interval; empty if none was told
 */
public record Scores(
    Hours.Basis basis,
    String method,
    int titles,
    double mape,
    double wape,
    double rank,
    Optional<Double> covered) {
  private static final double AN_HOUR = 1;

  static Scores of(
      Hours.Basis basis, String method, double[] told, double[] came, Optional<Double> covered) {
    double shares = 0;
    double errors = 0;
    double sum = 0;
    int counted = 0;
    for (int i = 0; i < told.length; i++) {
      double error = Math.abs(told[i] - came[i]);
      errors += error;
      sum += came[i];
      if (came[i] >= AN_HOUR) {
        shares += error / came[i];
        counted++;
      }
    }
    return new Scores(
        basis,
        method,
        told.length,
        counted == 0 ? 0 : shares / counted,
        sum == 0 ? 0 : errors / sum,
        correlation(ranks(told), ranks(came)),
        covered);
  }

  /** Those that are equal share the middle of their ranks. */
  private static double[] ranks(double[] values) {
    int[] order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted((a, b) -> Double.compare(values[a], values[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] ranks = new double[values.length];
    for (int from = 0; from < order.length; ) {
      int until = from + 1;
      while (until < order.length && values[order[until]] == values[order[from]]) {
        until++;
      }
      for (int at = from; at < until; at++) {
        ranks[order[at]] = (from + until - 1) / 2.0;
      }
      from = until;
    }
    return ranks;
  }

  /** 0 if one of them does not vary. */
  private static double correlation(double[] one, double[] other) {
    double middle = (one.length - 1) / 2.0;
    double both = 0;
    double first = 0;
    double second = 0;
    for (int i = 0; i < one.length; i++) {
      both += (one[i] - middle) * (other[i] - middle);
      first += (one[i] - middle) * (one[i] - middle);
      second += (other[i] - middle) * (other[i] - middle);
    }
    return first == 0 || second == 0 ? 0 : both / Math.sqrt(first * second);
  }
}
