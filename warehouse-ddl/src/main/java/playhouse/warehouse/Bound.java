package playhouse.warehouse;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An end of the 95 % interval around a share, or around a difference of two shares in percent.
 *
 * @param upper true for the upper end
 * @param counted what was counted: one column for a share (Wilson's interval), two for a difference
 * @param all column of how many there were
 */
public record Bound(String name, boolean upper, List<String> counted, String all)
    implements Measure {
  /** 97.5 % of a normal distribution lie below it. */
  private static final double Z = 1.959964;

  private static final Pattern WRITTEN =
      Pattern.compile("(lower|upper)\\(([a-z_]+), (?:([a-z_]+), )?([a-z_]+)\\)");

  static Optional<Measure> parse(String name, String text) {
    Matcher matcher = WRITTEN.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    List<String> counted =
        matcher.group(3) == null
            ? List.of(matcher.group(2))
            : List.of(matcher.group(2), matcher.group(3));
    return Optional.of(
        new Bound(name, matcher.group(1).equals("upper"), counted, matcher.group(4)));
  }

  @Override
  public Optional<Amount> of(Totals totals) {
    Optional<BigDecimal> n = totals.sum(all);
    List<BigDecimal> parts = counted.stream().flatMap(c -> totals.sum(c).stream()).toList();
    if (n.isEmpty() || parts.size() < counted.size()) {
      return Optional.empty();
    }
    BigDecimal numerator = parts.size() == 1 ? parts.get(0) : parts.get(0).subtract(parts.get(1));
    double count = n.get().doubleValue();
    double sign = upper ? Z : -Z;
    Optional<Double> value =
        count == 0
            ? Optional.empty()
            : Optional.of(
                parts.size() == 1
                    ? wilson(parts.get(0).doubleValue() / count, count, sign)
                    : difference(parts, count, sign));
    return Optional.of(new Amount(Optional.of(numerator), n, value));
  }

  private static double wilson(double share, double n, double z) {
    double square = z * z / n;
    double spread = z * Math.sqrt(share * (1 - share) / n + square / (4 * n));
    return (share + square / 2 + spread) / (1 + square);
  }

  private static double difference(List<BigDecimal> parts, double n, double z) {
    double above = parts.get(0).doubleValue() / n;
    double below = parts.get(1).doubleValue() / n;
    double mean = above - below;
    return 100 * (mean + z * Math.sqrt((above + below - mean * mean) / n));
  }

  @Override
  public List<String> columns() {
    return java.util.stream.Stream.concat(counted.stream(), java.util.stream.Stream.of(all))
        .toList();
  }
}
