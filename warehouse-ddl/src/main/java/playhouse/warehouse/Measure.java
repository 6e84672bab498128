package playhouse.warehouse;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One number of a KPI, and how it comes out of the sums: the only place that divides. */
public sealed interface Measure extends Serializable {
  /** Its name within the KPI, such as {@code completion}. */
  String name();

  /** The number; empty if the slice does not have this measure. */
  Optional<Amount> of(Totals totals);

  /** A sum as it is. */
  record Count(String name, String column) implements Measure {
    @Override
    public Optional<Amount> of(Totals totals) {
      return totals
          .sum(column)
          .map(
              sum ->
                  new Amount(Optional.of(sum), Optional.empty(), Optional.of(sum.doubleValue())));
    }
  }

  /**
   * A sum over another.
   *
   * @param factor what the quotient is multiplied by
   * @param divisor how many of the denominator's units make one of those it is kept in
   */
  record Ratio(
      String name, BigDecimal factor, String numerator, String denominator, BigDecimal divisor)
      implements Measure {
    @Override
    public Optional<Amount> of(Totals totals) {
      Optional<BigDecimal> under = totals.sum(denominator);
      return totals
          .sum(numerator)
          .filter(over -> under.isPresent())
          .map(
              over ->
                  new Amount(
                      Optional.of(over),
                      under.map(u -> u.divide(divisor, MathContext.DECIMAL128)),
                      under.flatMap(u -> divided(over, u))));
    }

    private Optional<Double> divided(BigDecimal over, BigDecimal under) {
      BigDecimal scaled = over.multiply(factor).multiply(divisor);
      return under.signum() == 0
          ? Optional.empty()
          : Optional.of(scaled.divide(under, MathContext.DECIMAL128).doubleValue());
    }
  }

  /** A percentile, read from buckets. */
  record Percentile(String name, double share, String count, String edge) implements Measure {
    @Override
    public Optional<Amount> of(Totals totals) {
      SortedMap<Long, Long> counts = totals.counts(name);
      OptionalLong found = Buckets.percentile(counts, share);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      BigDecimal ranked =
          BigDecimal.valueOf(counts.values().stream().mapToLong(Long::longValue).sum());
      BigDecimal value = BigDecimal.valueOf(found.getAsLong()).movePointLeft(Totals.places(edge));
      return Optional.of(
          new Amount(Optional.empty(), Optional.of(ranked), Optional.of(value.doubleValue())));
    }
  }

  /** The columns that it reads, without the edge. */
  default List<String> columns() {
    if (this instanceof Count count) {
      return List.of(count.column());
    }
    if (this instanceof Ratio ratio) {
      return List.of(ratio.numerator(), ratio.denominator());
    }
    return List.of(((Percentile) this).count());
  }

  /** Reads {@code NAME = …} as {@code kpi/README.md} has it. */
  static Measure parse(String line) {
    Matcher count = Grammar.COUNT.matcher(line);
    if (count.matches()) {
      return new Count(count.group(1), count.group(2));
    }
    Matcher ratio = Grammar.RATIO.matcher(line);
    if (ratio.matches()) {
      boolean bare = ratio.group(4) != null;
      return new Ratio(
          ratio.group(1),
          ratio.group(2) == null ? BigDecimal.ONE : new BigDecimal(ratio.group(2)),
          ratio.group(3),
          bare ? ratio.group(4) : ratio.group(5),
          bare ? BigDecimal.ONE : new BigDecimal(ratio.group(6)));
    }
    Matcher rank = Grammar.RANK.matcher(line);
    if (rank.matches()) {
      double share = Double.parseDouble(rank.group(2));
      return new Percentile(rank.group(1), share, rank.group(3), rank.group(4));
    }
    throw new IllegalArgumentException("no measure: " + line);
  }

  /** How a measure is written. */
  final class Grammar {
    private static final Pattern COUNT = Pattern.compile("(\\w+) = ([a-z_]+)");
    private static final Pattern RATIO =
        Pattern.compile(
            "(\\w+) = (?:([0-9]+) \\* )?([a-z_]+) / (?:([a-z_]+)|\\(([a-z_]+) / ([0-9]+)\\))");
    private static final Pattern RANK =
        Pattern.compile("(\\w+) = percentile\\(([0-9.]+), ([a-z_]+), ([a-z_]+)\\)");

    private Grammar() {}
  }
}
