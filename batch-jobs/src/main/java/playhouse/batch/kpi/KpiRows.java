package playhouse.batch.kpi;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import playhouse.warehouse.Amount;
import playhouse.warehouse.Measure;
import playhouse.warehouse.Totals;

/**
 * The measures of a KPI, from what its select answers: sums are added up per slice, then divided.
 *
 * @param columns names of what the select answers beside zone, day_no and slice
 * @param wanted local days, as day_no, of each zone
 */
record KpiRows(List<Measure> measures, List<String> columns, Map<String, Set<Integer>> wanted)
    implements Serializable {
  private static final List<String> PLACE = List.of("zone", "day_no", "slice");
  private static final DecimalType STORED = DataTypes.createDecimalType(38, 6);
  private static final StructType DAY =
      new StructType().add("zone", DataTypes.StringType).add("day_no", DataTypes.IntegerType);
  private static final StructType MEASURED =
      DAY.add("by", DataTypes.StringType)
          .add("measure", DataTypes.StringType)
          .add("numerator", STORED)
          .add("denominator", STORED)
          .add("value", DataTypes.DoubleType);

  /**
   * The measures; a slice that is null, such as that of plays without a known CDN, has none.
   *
   * @param due the KPI and its days; on those, nothing counted is a count of 0
   * @param answer what the select answers, perhaps for more days
   */
  static Dataset<Row> of(Due due, Dataset<Row> answer) {
    List<String> columns =
        Arrays.stream(answer.columns()).filter(name -> !PLACE.contains(name)).toList();
    KpiRows rows = new KpiRows(due.kpi().measures(), columns, due.dayNos());
    Column parts = struct(columns.stream().map(functions::col).toArray(Column[]::new));
    return answer
        .where(col("slice").isNotNull())
        .unionByName(rows.zeros(answer.sparkSession()), true)
        .groupBy("zone", "day_no", "slice")
        .agg(collect_list(parts).as("parts"))
        .flatMap((FlatMapFunction<Row, Row>) rows::measured, Encoders.row(MEASURED));
  }

  /** Rows that add nothing, but are there. */
  private Dataset<Row> zeros(SparkSession spark) {
    List<Row> places = new ArrayList<>();
    wanted.forEach((zone, days) -> days.forEach(day -> places.add(RowFactory.create(zone, day))));
    Dataset<Row> zeros = spark.createDataFrame(places, DAY).withColumn("slice", lit(""));
    for (Measure measure : measures) {
      if (measure instanceof Measure.Count count) {
        zeros = zeros.withColumn(count.column(), lit(0L));
      }
    }
    return zeros;
  }

  private Iterator<Row> measured(Row slice) {
    if (!wanted.getOrDefault(slice.getString(0), Set.of()).contains(slice.getInt(1))) {
      return Collections.emptyIterator();
    }
    Totals totals = new Totals();
    slice.<Row>getList(3).forEach(part -> add(totals, part));
    List<Row> measured = new ArrayList<>();
    for (Measure measure : measures) {
      measure.of(totals).map(amount -> row(slice, measure.name(), amount)).ifPresent(measured::add);
    }
    return measured.iterator();
  }

  private void add(Totals totals, Row part) {
    for (int i = 0; i < columns.size(); i++) {
      if (!part.isNullAt(i)) {
        totals.add(columns.get(i), number(part.get(i)));
      }
    }
    for (Measure measure : measures) {
      if (measure instanceof Measure.Percentile percentile) {
        int edge = columns.indexOf(percentile.edge());
        int count = columns.indexOf(percentile.count());
        if (!part.isNullAt(edge) && !part.isNullAt(count)) {
          totals.add(percentile.name(), part.getLong(edge), part.getLong(count));
        }
      }
    }
  }

  private static BigDecimal number(Object value) {
    return value instanceof BigDecimal decimal
        ? decimal
        : BigDecimal.valueOf(((Number) value).longValue());
  }

  private static Row row(Row slice, String measure, Amount amount) {
    return RowFactory.create(
        slice.getString(0),
        slice.getInt(1),
        slice.getString(2),
        measure,
        stored(amount.numerator()),
        stored(amount.denominator()),
        amount.value().orElse(null));
  }

  private static @Nullable BigDecimal stored(Optional<BigDecimal> number) {
    return number.map(n -> n.setScale(STORED.scale(), RoundingMode.HALF_UP)).orElse(null);
  }
}
