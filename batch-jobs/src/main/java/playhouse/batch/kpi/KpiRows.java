package playhouse.batch.kpi;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneId;
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
import playhouse.warehouse.Grain;
import playhouse.warehouse.Measure;
import playhouse.warehouse.Totals;

/**
 * The measures of a KPI, from what its select answers: sums are added up per slice, then divided.
 *
 * @param columns names of what the select answers beside zone, grain, period_no and slice
 * @param wanted days on which periods begin, counted from 1970-01-01, of each zone
 */
record KpiRows(List<Measure> measures, List<String> columns, Map<String, Set<Integer>> wanted)
    implements Serializable {
  private static final List<String> PLACE = List.of("zone", "grain", "period_no", "slice");
  private static final DecimalType STORED = DataTypes.createDecimalType(38, 6);
  private static final StructType PERIOD =
      new StructType()
          .add("zone", DataTypes.StringType)
          .add("grain", DataTypes.StringType)
          .add("period_no", DataTypes.IntegerType);
  private static final StructType MEASURED =
      new StructType()
          .add("zone", DataTypes.StringType)
          .add("grain", DataTypes.StringType)
          .add("day", DataTypes.DateType)
          .add("started", DataTypes.TimestampType)
          .add("by", DataTypes.StringType)
          .add("measure", DataTypes.StringType)
          .add("numerator", STORED)
          .add("denominator", STORED)
          .add("value", DataTypes.DoubleType);

  /**
   * The measures; a slice that is null, such as that of plays without a known CDN, has none.
   *
   * @param due the KPI and its periods; in those, nothing counted is a count of 0
   * @param answer what the select answers, perhaps for more periods
   */
  static Dataset<Row> of(Due due, Dataset<Row> answer) {
    List<String> columns =
        Arrays.stream(answer.columns()).filter(name -> !PLACE.contains(name)).toList();
    KpiRows rows = new KpiRows(due.kpi().measures(), columns, due.dayNos());
    Column parts = struct(columns.stream().map(functions::col).toArray(Column[]::new));
    return answer
        .where(col("slice").isNotNull())
        .unionByName(rows.zeros(due, answer.sparkSession()), true)
        .groupBy("zone", "grain", "period_no", "slice")
        .agg(collect_list(parts).as("parts"))
        .flatMap((FlatMapFunction<Row, Row>) rows::measured, Encoders.row(MEASURED));
  }

  /** Rows that add nothing, but are there. */
  private Dataset<Row> zeros(Due due, SparkSession spark) {
    List<Row> places = new ArrayList<>();
    for (ZoneDays zone : due.zones()) {
      for (Grain grain : due.grains()) {
        zone.days()
            .forEach(
                day ->
                    Periods.of(grain, day, zone.zone())
                        .forEach(no -> places.add(row(zone.zone(), grain, no))));
      }
    }
    Dataset<Row> zeros = spark.createDataFrame(places, PERIOD).withColumn("slice", lit(""));
    for (Measure measure : measures) {
      if (measure instanceof Measure.Count count) {
        for (String column : count.columns()) {
          zeros = zeros.withColumn(column, lit(0L));
        }
      }
    }
    return zeros;
  }

  private static Row row(ZoneId zone, Grain grain, int periodNo) {
    return RowFactory.create(zone.getId(), grain.word(), periodNo);
  }

  private Iterator<Row> measured(Row slice) {
    LocalDate day = Periods.day(slice.getInt(2), ZoneId.of(slice.getString(0)));
    if (!wanted.getOrDefault(slice.getString(0), Set.of()).contains((int) day.toEpochDay())) {
      return Collections.emptyIterator();
    }
    Totals totals = new Totals();
    slice.<Row>getList(4).forEach(part -> totals.add(measures, columns, values(part)));
    List<Row> measured = new ArrayList<>();
    for (Measure measure : measures) {
      measure
          .of(totals)
          .map(amount -> row(slice, day, measure.name(), amount))
          .ifPresent(measured::add);
    }
    return measured.iterator();
  }

  private static List<@Nullable Object> values(Row part) {
    List<@Nullable Object> values = new ArrayList<>(part.size());
    for (int i = 0; i < part.size(); i++) {
      values.add(part.get(i));
    }
    return values;
  }

  private static Row row(Row slice, LocalDate day, String measure, Amount amount) {
    return RowFactory.create(
        slice.getString(0),
        slice.getString(1),
        day,
        Periods.start(slice.getInt(2)),
        slice.getString(3),
        measure,
        stored(amount.numerator()),
        stored(amount.denominator()),
        amount.value().orElse(null));
  }

  private static @Nullable BigDecimal stored(Optional<BigDecimal> number) {
    return number.map(n -> n.setScale(STORED.scale(), RoundingMode.HALF_UP)).orElse(null);
  }
}
