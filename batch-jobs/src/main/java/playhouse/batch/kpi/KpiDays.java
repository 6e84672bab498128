package playhouse.batch.kpi;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import playhouse.batch.Days;
import playhouse.batch.Lake;
import playhouse.batch.Request;
import playhouse.batch.Written;
import playhouse.warehouse.Kpi;

/**
 * A stretch of days in the table of KPIs: what is due is computed anew, the rest of those days is
 * kept.
 *
 * @param due KPIs with their days, all within the stretch
 * @param snapshots of the core tables
 */
record KpiDays(Lake lake, Request request, List<Due> due, Map<String, Long> snapshots) {
  private static final StructType KEY =
      new StructType()
          .add("kpi", DataTypes.StringType)
          .add("zone", DataTypes.StringType)
          .add("day", DataTypes.DateType);

  Written write(String table) {
    NavigableSet<LocalDate> days = new TreeSet<>();
    due.forEach(one -> days.addAll(one.days()));
    Dataset<Row> keys = frame(due.stream().flatMap(one -> keys(one).stream()).toList(), KEY);
    Dataset<Row> kept =
        lake.table(table)
            .where(Days.among(col("day"), days))
            .join(broadcast(keys), KEY.fieldNames(), "left_anti");
    Dataset<Row> computed =
        due.stream()
            .filter(one -> !one.zones().isEmpty())
            .map(this::computed)
            .reduce(Dataset::unionByName)
            .orElseThrow();
    return lake.overwriteDays(
        kept.unionByName(computed), table, days, "snapshots", "run_id", "computed_at");
  }

  private Dataset<Row> computed(Due one) {
    Kpi kpi = one.kpi();
    NavigableSet<LocalDate> days = one.days();
    return KpiRows.of(one, lake.spark().sql(kpi.select(days.first(), days.last())))
        .select(
            lit(kpi.id()).as("kpi"),
            col("measure"),
            col("zone"),
            functions.expr("date_from_unix_date(day_no)").as("day"),
            col("by"),
            col("numerator"),
            col("denominator"),
            col("value"),
            lit(kpi.version()).as("version"),
            lit(DailyKpisJob.snapshots(kpi, snapshots)).as("snapshots"),
            lit(request.runId()).as("run_id"),
            lit(request.now()).as("computed_at"))
        // Small, and a plan of all KPIs at once would cost more than the KPIs.
        .localCheckpoint();
  }

  private static List<Row> keys(Due one) {
    List<Row> keys = new ArrayList<>();
    for (ZoneDays zone : one.zones()) {
      zone.days().forEach(d -> keys.add(RowFactory.create(one.kpi().id(), zone.zone().getId(), d)));
    }
    return keys;
  }

  private Dataset<Row> frame(List<Row> rows, StructType schema) {
    return lake.spark().createDataFrame(rows, schema);
  }
}
