package playhouse.warehouse;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One number of a KPI, and how it comes out of the sums: the only place that divides. */
public sealed interface Measure extends Serializable
    permits Measure.Count, Measure.Ratio, Measure.Percentile, Bound {
  /** Its name within the KPI, such as {@code completion}. */
  String name();

  /** The number; empty if the slice does not have this measure. */
  Optional<Amount> of(Totals totals);

  /** The columns that it reads, without the edge. */
  List<String> columns();

  /** A sum, or what sums come to, as it is. */
  record Count(String name, Expression expression) implements Measure {
    @Override
    public Optional<Amount> of(Totals totals) {
      return expression
          .of(totals::sum)
          .number()
          .map(
              sum ->
                  new Amount(Optional.of(sum), Optional.empty(), Optional.of(sum.doubleValue())));
    }

    @Override
    public List<String> columns() {
      return List.copyOf(expression.columns());
    }
  }

  /**
   * A sum over another.
   *
   * @param factor what the quotient is multiplied by
   */
  record Ratio(String name, BigDecimal factor, Expression numerator, Expression denominator)
      implements Measure {
    @Override
    public Optional<Amount> of(Totals totals) {
      Expression.Result over = numerator.of(totals::sum);
      Expression.Result under = denominator.of(totals::sum);
      if (lacks(over) || lacks(under)) {
        return Optional.empty();
      }
      Optional<Double> value =
          over.number()
              .flatMap(o -> under.number().flatMap(u -> Amount.quotient(o.multiply(factor), u)));
      return Optional.of(new Amount(over.number(), under.number(), value));
    }

    private static boolean lacks(Expression.Result result) {
      return result.missing().equals(Optional.of(Expression.Missing.COLUMN));
    }

    @Override
    public List<String> columns() {
      return java.util.stream.Stream.concat(
              numerator.columns().stream(), denominator.columns().stream())
          .distinct()
          .toList();
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

    @Override
    public List<String> columns() {
      return List.of(count);
    }
  }

  /** Reads {@code NAME = …} as {@code kpi/README.md} has it. */
  static Measure parse(String line) {
    Matcher named = Grammar.NAMED.matcher(line);
    if (!named.matches()) {
      throw new IllegalArgumentException("no measure: " + line);
    }
    String name = named.group(1);
    String text = named.group(2);
    Matcher rank = Grammar.RANK.matcher(text);
    if (rank.matches()) {
      return new Percentile(name, Double.parseDouble(rank.group(1)), rank.group(2), rank.group(3));
    }
    Optional<Measure> bound = Bound.parse(name, text);
    return bound.orElseGet(() -> arithmetic(name, Expression.parse(text)));
  }

  private static Measure arithmetic(String name, Expression expression) {
    if (!(expression instanceof Expression.Binary quotient) || quotient.operator() != '/') {
      return new Count(name, expression);
    }
    if (quotient.left() instanceof Expression.Binary product
        && product.operator() == '*'
        && product.left() instanceof Expression.Whole factor) {
      return new Ratio(name, factor.number(), product.right(), quotient.right());
    }
    return new Ratio(name, BigDecimal.ONE, quotient.left(), quotient.right());
  }

  /** How a measure is written. */
  final class Grammar {
    private static final Pattern NAMED = Pattern.compile("(\\w+) = (.+)");
    private static final Pattern RANK =
        Pattern.compile("percentile\\(([0-9.]+), ([a-z_]+), ([a-z_]+)\\)");

    private Grammar() {}
  }
}
