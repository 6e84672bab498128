package playhouse.streaming.kpi;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.jspecify.annotations.Nullable;
import playhouse.warehouse.Measure;
import playhouse.warehouse.Totals;

/** The sums of one slice, kept by Flink: rows come and are taken back. */
final class SliceSums {
  private static final String SUM = "sum|";
  private static final String COUNT = "count|";

  /**
   * Of each column the sum, and how many rows have it; of each bucket of a percentile the count.
   */
  private final MapState<String, Tuple2<BigDecimal, Long>> sums;

  private final ValueState<Long> rows;

  SliceSums(RuntimeContext runtime) {
    sums =
        runtime.getMapState(
            new MapStateDescriptor<>("sums", Types.STRING, Types.TUPLE(Types.BIG_DEC, Types.LONG)));
    rows = runtime.getState(new ValueStateDescriptor<>("rows", Types.LONG));
  }

  /**
   * Adds a row, or takes it back.
   *
   * @param sign 1 or -1
   * @param columns names of the values
   */
  void add(List<Measure> measures, int sign, List<String> columns, List<@Nullable Object> values)
      throws Exception {
    for (int i = 0; i < columns.size(); i++) {
      if (values.get(i) instanceof Number number) {
        add(SUM + columns.get(i), number, sign);
      }
    }
    for (Measure measure : measures) {
      if (measure instanceof Measure.Percentile percentile
          && values.get(columns.indexOf(percentile.edge())) instanceof Number edge
          && values.get(columns.indexOf(percentile.count())) instanceof Number count) {
        add(COUNT + percentile.name() + "|" + edge, count, sign);
      }
    }
    Long before = rows.value();
    rows.update((before == null ? 0 : before) + sign);
  }

  private void add(String key, Number number, int sign) throws Exception {
    BigDecimal value = Totals.decimal(number).multiply(BigDecimal.valueOf(sign));
    Tuple2<BigDecimal, Long> before = sums.get(key);
    Tuple2<BigDecimal, Long> after =
        before == null
            ? Tuple2.of(value, (long) sign)
            : Tuple2.of(before.f0.add(value), before.f1 + sign);
    if (after.f1 == 0 && after.f0.signum() == 0) {
      sums.remove(key);
    } else {
      sums.put(key, after);
    }
  }

  /** True if any row is left. */
  boolean any() throws Exception {
    Long left = rows.value();
    return left != null && left > 0;
  }

  /** What they come to. */
  Totals totals() throws Exception {
    Totals totals = new Totals();
    for (Map.Entry<String, Tuple2<BigDecimal, Long>> sum : sums.entries()) {
      String key = sum.getKey();
      if (key.startsWith(SUM) && sum.getValue().f1 > 0) {
        totals.add(key.substring(SUM.length()), sum.getValue().f0);
      } else if (key.startsWith(COUNT)) {
        int bar = key.lastIndexOf('|');
        totals.add(
            key.substring(COUNT.length(), bar),
            Long.parseLong(key.substring(bar + 1)),
            sum.getValue().f0.longValueExact());
      }
    }
    return totals;
  }

  void clear() {
    sums.clear();
    rows.clear();
  }
}
