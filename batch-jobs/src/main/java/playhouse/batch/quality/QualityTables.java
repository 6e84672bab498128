package playhouse.batch.quality;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import playhouse.batch.Days;
import playhouse.batch.Lake;
import playhouse.batch.Written;
import playhouse.warehouse.QualityCheck;

/** The tables {@code ops.quality} and {@code ops.quarantine}: what was judged anew replaces. */
record QualityTables(Lake lake, String runId, Instant now) {
  private static final String VERDICTS = "ops.quality";
  private static final String ROWS = "ops.quarantine";

  /**
   * Writes verdicts; those of checks that are asked no more go from the days that are touched.
   *
   * @param asked all checks there are
   */
  Written write(List<Verdict> verdicts, List<QualityCheck> asked) {
    if (verdicts.isEmpty()) {
      return Written.nothing();
    }
    NavigableSet<LocalDate> days =
        verdicts.stream().map(Verdict::day).collect(Collectors.toCollection(TreeSet::new));
    Set<Verdict.Key> anew = verdicts.stream().map(Verdict::key).collect(Collectors.toSet());
    Set<List<String>> rules =
        asked.stream()
            .map(check -> List.of(check.table(), check.rule()))
            .collect(Collectors.toSet());
    Dataset<Row> table = lake.table(VERDICTS);
    List<Row> rows = new ArrayList<>();
    for (Row old : table.where(Days.among(col("day"), days)).collectAsList()) {
      Verdict.Key key = new Verdict.Key((LocalDate) old.get(0), old.getString(1), old.getString(2));
      if (!anew.contains(key) && rules.contains(List.of(key.table(), key.rule()))) {
        rows.add(old);
      }
    }
    verdicts.forEach(verdict -> rows.add(verdict.row(runId, now)));
    return lake.overwriteDays(
        lake.spark().createDataFrame(rows, table.schema()),
        VERDICTS,
        days,
        "snapshot",
        "run_id",
        "computed_at");
  }

  /**
   * Writes down rows that fail.
   *
   * @param failing the rows, of days that were judged
   * @param judged the days that were judged of each table
   */
  Written quarantine(Optional<Dataset<Row>> failing, Map<String, NavigableSet<LocalDate>> judged) {
    Dataset<Row> table = lake.table(ROWS);
    NavigableSet<LocalDate> days = new TreeSet<>();
    judged.values().forEach(days::addAll);
    NavigableSet<LocalDate> filled = lake.days(ROWS);
    if (failing.isEmpty() && filled.stream().noneMatch(days::contains)) {
      return Written.nothing();
    }
    Dataset<Row> kept = table.where(Days.among(col("day"), days));
    for (Map.Entry<String, NavigableSet<LocalDate>> entry : judged.entrySet()) {
      kept =
          kept.where(
              functions.not(
                  col("table_name")
                      .equalTo(lit(entry.getKey()))
                      .and(Days.among(col("day"), entry.getValue()))));
    }
    Dataset<Row> rows = failing.isPresent() ? kept.unionByName(failing.get()) : kept;
    return lake.overwriteDays(rows, ROWS, days, "run_id");
  }
}
