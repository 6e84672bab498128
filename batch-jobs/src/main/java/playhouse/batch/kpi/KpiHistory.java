package playhouse.batch.kpi;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import playhouse.batch.Lake;
import playhouse.batch.Request;

/**
 * The table {@code mart.kpi_history}: values that another version of their definition is about to
 * replace. They are put there first, so that none is lost; a run that dies in between, and is run
 * again, puts none there twice.
 */
record KpiHistory(Lake lake, Request request) {
  private static final String TABLE = "mart.kpi_history";

  /** What tells one value of one run from all others. */
  private static final List<String> KEY =
      List.of("kpi", "measure", "zone", "grain", "day", "started", "by", "version", "run_id");

  /**
   * Puts away what follows another version than what is due.
   *
   * @param stored values of the days that are about to be overwritten
   * @param replaced of those, the ones that will be
   */
  void keep(Dataset<Row> stored, List<Due> due, UnaryOperator<Dataset<Row>> replaced) {
    Map<String, Integer> versions = new TreeMap<>();
    due.forEach(one -> versions.put(one.kpi().id(), one.kpi().version()));
    Map<String, Integer> changed = new TreeMap<>();
    for (Row told : stored.select("kpi", "version").distinct().collectAsList()) {
      Integer next = versions.get(told.getString(0));
      if (next != null && next != told.getInt(1)) {
        changed.put(told.getString(0), next);
      }
    }
    changed.forEach((kpi, version) -> keep(replaced.apply(of(stored, kpi, version)), version));
  }

  private static Dataset<Row> of(Dataset<Row> stored, String kpi, int version) {
    return stored.where(col("kpi").equalTo(kpi).and(col("version").notEqual(version)));
  }

  private void keep(Dataset<Row> values, int version) {
    Dataset<Row> put = lake.table(TABLE).as("put");
    Dataset<Row> rows =
        values
            .as("told")
            .join(put, KEY.stream().map(KpiHistory::same).reduce(Column::and).get(), "left_anti")
            .withColumn("replaced_by", lit(version))
            .withColumn("replaced_run", lit(request.runId()))
            .withColumn("replaced_at", lit(request.now()));
    Column[] columns =
        Stream.of(put.columns()).map(name -> col("`" + name + "`")).toArray(Column[]::new);
    Lake.append(rows.select(columns), TABLE);
  }

  private static Column same(String column) {
    return col("told.`" + column + "`").eqNullSafe(col("put.`" + column + "`"));
  }
}
