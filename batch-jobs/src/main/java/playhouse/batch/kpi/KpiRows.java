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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
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

  /** The slice of everything. */
  private static final String ALL = "";

  /** Rows of an answer that are added up where they are asked for; more are added up in Spark. */
  private static final int MOST_AT_HAND = 100_000;

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
    return of(due, answer, MOST_AT_HAND);
  }

  /** The same; an answer of more than so many rows is added up in Spark. */
  static Dataset<Row> of(Due due, Dataset<Row> answer, int mostAtHand) {
    List<String> columns =
        Arrays.stream(answer.columns()).filter(name -> !PLACE.contains(name)).toList();
    KpiRows rows = new KpiRows(due.kpi().measures(), columns, due.dayNos());
    Dataset<Row> parts =
        answer
            .where(col("slice").isNotNull())
            .select(
                col("zone"),
                col("grain"),
                col("period_no"),
                col("slice"),
                struct(columns.stream().map(functions::col).toArray(Column[]::new)).as("part"));
    List<Row> periods = periods(due);
    List<Row> few = parts.limit(mostAtHand + 1).collectAsList();
    if (few.size() <= mostAtHand) {
      return answer.sparkSession().createDataFrame(rows.measured(few, periods), MEASURED);
    }
    return parts
        .union(rows.zeros(answer.sparkSession().createDataFrame(periods, PERIOD), parts))
        .groupBy("zone", "grain", "period_no", "slice")
        .agg(collect_list("part").as("parts"))
        .flatMap(
            (FlatMapFunction<Row, Row>) slice -> rows.measured(slice, slice.getList(4)),
            Encoders.row(MEASURED))
        // Computed once, and a plan of all KPIs at once would cost more than the KPIs.
        .localCheckpoint();
  }

  /** Without another plan: most KPIs are a few rows, and a plan is half a second. */
  private List<Row> measured(List<Row> parts, List<Row> periods) {
    Row nothing =
        RowFactory.create(
            columns.stream().map(name -> counted().contains(name) ? 0L : null).toArray());
    Map<List<Object>, List<Row>> slices = new LinkedHashMap<>();
    for (Row row : parts) {
      slice(slices, row, row.getString(3)).add(row.getStruct(4));
    }
    for (Row period : periods) {
      slice(slices, period, ALL).add(nothing);
    }
    List<Row> measured = new ArrayList<>();
    slices.forEach(
        (place, own) ->
            measured(RowFactory.create(place.toArray()), own).forEachRemaining(measured::add));
    return measured;
  }

  private static List<Row> slice(Map<List<Object>, List<Row>> slices, Row period, String slice) {
    return slices.computeIfAbsent(
        List.of(period.getString(0), period.getString(1), period.getInt(2), slice),
        place -> new ArrayList<>());
  }

  /** Rows that add nothing, but are there. */
  private Dataset<Row> zeros(Dataset<Row> periods, Dataset<Row> parts) {
    StructType part = (StructType) parts.schema().apply("part").dataType();
    Column[] nothing =
        Arrays.stream(part.fields())
            .map(
                field ->
                    lit(counted().contains(field.name()) ? 0 : null)
                        .cast(field.dataType())
                        .as(field.name()))
            .toArray(Column[]::new);
    return periods.withColumn("slice", lit(ALL)).withColumn("part", struct(nothing));
  }

  /** The columns that are counts. */
  private Set<String> counted() {
    return measures.stream()
        .filter(Measure.Count.class::isInstance)
        .flatMap(measure -> ((Measure.Count) measure).columns().stream())
        .collect(Collectors.toSet());
  }

  /** Those that have a value, be it 0. */
  private static List<Row> periods(Due due) {
    List<Row> periods = new ArrayList<>();
    for (ZoneDays zone : due.zones()) {
      for (Grain grain : due.grains()) {
        zone.days()
            .forEach(
                day ->
                    Periods.of(grain, day, zone.zone())
                        .forEach(no -> periods.add(row(zone.zone(), grain, no))));
      }
    }
    return periods;
  }

  private static Row row(ZoneId zone, Grain grain, int periodNo) {
    return RowFactory.create(zone.getId(), grain.word(), periodNo);
  }

  private Iterator<Row> measured(Row place, List<Row> parts) {
    LocalDate day = Periods.day(place.getInt(2), ZoneId.of(place.getString(0)));
    if (!wanted.getOrDefault(place.getString(0), Set.of()).contains((int) day.toEpochDay())) {
      return Collections.emptyIterator();
    }
    Totals totals = new Totals();
    parts.forEach(part -> totals.add(measures, columns, values(part)));
    List<Row> measured = new ArrayList<>();
    for (Measure measure : measures) {
      measure
          .of(totals)
          .map(amount -> row(place, day, measure.name(), amount))
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
