package playhouse.batch.care;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import playhouse.batch.Lake;

/**
 * The snapshots that the lake's own tables name.
 *
 * @param byKind by kind of tag and table: snapshots, and when something was last computed from each
 * @param takenUp by table: snapshots from which a job's next run takes up
 */
record Named(Map<String, Map<String, Map<Long, Instant>>> byKind, Map<String, Set<Long>> takenUp) {
  static final String KPI = "kpi";
  static final String MODEL = "model";

  /** Reads the KPIs and models computed, and the runs, since an instant. */
  static Named since(Lake lake, Instant since) {
    Named named = new Named(new HashMap<>(), new HashMap<>());
    lake.table("mart.kpi_daily")
        .where(functions.col("computed_at").geq(since))
        .where("snapshots IS NOT NULL")
        .groupBy("snapshots")
        .agg(functions.max("computed_at"))
        .collectAsList()
        .forEach(row -> named.addKpi(row.getString(0), row.getInstant(1)));
    lake.table("ops.models")
        .where(functions.col("created_at").geq(since))
        .where("snapshots IS NOT NULL")
        .select("snapshots", "created_at")
        .collectAsList()
        .forEach(row -> named.addModel(row.getJavaMap(0), row.getInstant(1)));
    lake.table("ops.job_runs")
        .where(functions.col("finished_at").geq(since))
        .where("status = 'succeeded' AND incremental AND inputs IS NOT NULL")
        .groupBy("job")
        .agg(functions.expr("max_by(inputs, struct(finished_at, run_id))"))
        .collectAsList()
        .forEach(named::addRun);
    return named;
  }

  /** As KPI rows name them: {@code core.plays=1,core.sessions=2}. */
  private void addKpi(String snapshots, Instant computed) {
    for (String pair : snapshots.split(",", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        add(KPI, pair.substring(0, equals), Long.parseLong(pair.substring(equals + 1)), computed);
      }
    }
  }

  private void addModel(Map<String, Long> snapshots, Instant created) {
    snapshots.forEach((table, snapshot) -> add(MODEL, table, snapshot, created));
  }

  private void add(String kind, String table, long snapshot, Instant computed) {
    byKind
        .computeIfAbsent(kind, none -> new HashMap<>())
        .computeIfAbsent(table, none -> new HashMap<>())
        .merge(snapshot, computed, (a, b) -> a.isAfter(b) ? a : b);
  }

  private void addRun(Row run) {
    run.<String, Long>getJavaMap(1)
        .forEach(
            (table, snapshot) ->
                takenUp.computeIfAbsent(table, none -> new HashSet<>()).add(snapshot));
  }

  Map<Long, Instant> of(String kind, String table) {
    return byKind.getOrDefault(kind, Map.of()).getOrDefault(table, Map.of());
  }

  Set<Long> takenUpFrom(String table) {
    return takenUp.getOrDefault(table, Set.of());
  }
}
