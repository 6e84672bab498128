package playhouse.warehouse;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The sums of one KPI for one zone, day and slice, added up from the rows of its select. */
public final class Totals {
  private final Map<String, BigDecimal> sums = new HashMap<>();
  private final Map<String, SortedMap<Long, Long>> counts = new HashMap<>();

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
