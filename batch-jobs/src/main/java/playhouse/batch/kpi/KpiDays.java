package playhouse.batch.kpi;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import playhouse.batch.DayRange;
import playhouse.batch.Days;
import playhouse.batch.Lake;
import playhouse.batch.Request;
import playhouse.batch.Written;
import playhouse.warehouse.Grain;
import playhouse.warehouse.Kpi;

/**
 * A stretch of days in the table of KPIs: what is due is computed anew, the rest of those days is
 * kept.
 *
 * @param due KPIs with their days, all within the stretch
 * @param last start of the last quarter hour with facts
 * @param snapshots of the core tables
 */
record KpiDays(
    Lake lake, Request request, List<Due> due, Instant last, Map<String, Long> snapshots) {
  private static final int THREADS = 2;
  private static final StructType KEY =
      new StructType()
          .add("kpi", DataTypes.StringType)
          .add("grain", DataTypes.StringType)
          .add("zone", DataTypes.StringType)
          .add("day", DataTypes.DateType);

  Written write(String table) {
    NavigableSet<LocalDate> days = days();
    Dataset<Row> stored =
        lake.table(table)
            .where(Days.among(col("day"), days))
            // Told before there were other grains.
            .withColumn("grain", coalesce(col("grain"), lit(Grain.DAY.word())));
    Dataset<Row> keys =
        broadcast(frame(due.stream().flatMap(one -> keys(one).stream()).toList(), KEY));
    new KpiHistory(lake, request)
        .keep(stored, due, rows -> rows.join(keys, KEY.fieldNames(), "left_semi"));
    Dataset<Row> kept = stored.join(keys, KEY.fieldNames(), "left_anti");
    return lake.overwriteDays(
        kept.unionByName(computed()), table, days, "cut_off", "snapshots", "run_id", "computed_at");
  }

  /** The values, in memory. */
  Dataset<Row> computed() {
    List<Kpi> kpis = due.stream().map(Due::kpi).distinct().toList();
    NavigableSet<LocalDate> days = days();
    DayRange stretch =
        new DayRange(days.first(), Kpi.until(EnumSet.allOf(Grain.class), days.last()));
    try (Views views = Views.of(lake, kpis, snapshots, stretch);
        Answers answers = Answers.to(lake.spark(), views, due, last)) {
      return AtOnce.of(THREADS, due.stream().filter(one -> !one.zones().isEmpty()).toList())
          .map(one -> computed(one, answers))
          .stream()
          .reduce(Dataset::unionByName)
          .orElseThrow()
          .coalesce(THREADS);
    }
  }

  private NavigableSet<LocalDate> days() {
    NavigableSet<LocalDate> days = new TreeSet<>();
    due.forEach(one -> days.addAll(one.days()));
    return days;
  }

  private Dataset<Row> computed(Due one, Answers answers) {
    Kpi kpi = one.kpi();
    LocalDate until = Kpi.until(one.grains(), one.days().last());
    return KpiRows.of(one, answers.of(kpi, one.grains(), one.days().first(), until))
        .select(
            lit(kpi.id()).as("kpi"),
            col("measure"),
            col("zone"),
            col("grain"),
            col("day"),
            col("started"),
            col("by"),
            col("numerator"),
            col("denominator"),
            col("value"),
            lit(kpi.version()).as("version"),
            lit(kpi.label().filter()).as("filter"),
            lit(last).as("cut_off"),
            lit(DailyKpisJob.snapshots(kpi, snapshots)).as("snapshots"),
            lit(request.runId()).as("run_id"),
            lit(request.now()).as("computed_at"));
  }

  private static List<Row> keys(Due one) {
    List<Row> keys = new ArrayList<>();
    for (ZoneDays zone : one.zones()) {
      for (Grain grain : one.grains()) {
        zone.days().forEach(day -> keys.add(key(one, grain, zone, day)));
      }
    }
    return keys;
  }

  private static Row key(Due one, Grain grain, ZoneDays zone, LocalDate day) {
    return RowFactory.create(one.kpi().id(), grain.word(), zone.zone().getId(), day);
  }

  private Dataset<Row> frame(List<Row> rows, StructType schema) {
    return lake.spark().createDataFrame(rows, schema);
  }
}
