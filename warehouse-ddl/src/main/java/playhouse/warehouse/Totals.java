package playhouse.warehouse;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The sums of one KPI for one zone, day and slice, added up from the rows of its select. */
public final class Totals {
  private final Map<String, BigDecimal> sums = new HashMap<>();
  private final Map<String, SortedMap<Long, Long>> counts = new HashMap<>();

  /**
   * Adds a row of a definition's select.
   *
   * @param columns names of its columns beside those that say which slice it is of
   * @param values of these, in order: whole numbers, decimals or null
   */
  public void add(
      Collection<Measure> measures, List<String> columns, List<? extends @Nullable Object> values) {
    for (int i = 0; i < columns.size(); i++) {
      if (values.get(i) instanceof Number number) {
        add(columns.get(i), decimal(number));
      }
    }
    for (Measure measure : measures) {
      if (measure instanceof Measure.Percentile percentile
          && values.get(columns.indexOf(percentile.edge())) instanceof Number edge
          && values.get(columns.indexOf(percentile.count())) instanceof Number count) {
        add(percentile.name(), edge.longValue(), count.longValue());
      }
    }
  }

  /** A value of a column as an exact number. */
  public static BigDecimal decimal(Number number) {
    return number instanceof BigDecimal decimal ? decimal : BigDecimal.valueOf(number.longValue());
  }

  /** Adds a column of a row; only columns that are not null are added. */
  public void add(String column, BigDecimal value) {
    sums.merge(column, value, BigDecimal::add);
  }

  /** Adds a bucket of a measure that is a percentile. */
  public void add(String measure, long edge, long count) {
    if (count != 0) {
      counts.computeIfAbsent(measure, m -> new TreeMap<>()).merge(edge, count, Long::sum);
    }
  }

  /** A sum in the unit in which it is kept; empty if it was null in every row. */
  Optional<BigDecimal> sum(String column) {
    return Optional.ofNullable(sums.get(column)).map(sum -> sum.movePointLeft(places(column)));
  }

  SortedMap<Long, Long> counts(String measure) {
    return counts.getOrDefault(measure, new TreeMap<>());
  }

  /** How far a column's whole numbers lie from its unit, by its name. */
  static int places(String column) {
    if (column.endsWith("_micros")) {
      return 6;
    }
    return column.endsWith("_millis") ? 3 : 0;
  }
}
