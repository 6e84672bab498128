package playhouse.batch.kpi;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * What a value was computed from, as its row names it.
 *
 * @param runId the run, which looked at each table once
 * @param cutOff start of the last quarter hour with facts
 */
record Basis(String runId, Instant cutOff) {

  /** Whether a row names all of it; those of the first shape of the table do not. */
  static boolean isNamed(Row row) {
    return named(row, "grain") && named(row, "cut_off") && named(row, "snapshots");
  }

  static Basis of(Row row) {
    return new Basis(
        Objects.requireNonNull(row.<String>getAs("run_id")),
        Objects.requireNonNull(row.<Instant>getAs("cut_off")));
  }

  /** The snapshots that rows name, such as {@code core.plays=1,core.sessions=2}. */
  static Map<String, Long> snapshots(Iterable<Row> rows) {
    Map<String, Long> snapshots = new TreeMap<>();
    for (Row row : rows) {
      for (String pair : Objects.requireNonNull(row.<String>getAs("snapshots")).split(",", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          snapshots.put(pair.substring(0, equals), Long.parseLong(pair.substring(equals + 1)));
        }
      }
    }
    return snapshots;
  }

  private static boolean named(Row row, String column) {
    @Nullable Object value = row.getAs(column);
    return value != null;
  }
}
