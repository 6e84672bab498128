package playhouse.batch.kpi;

import static org.apache.spark.sql.functions.col;

import java.time.LocalDate;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import playhouse.batch.Changes;
import playhouse.batch.Days;

/**
 * Terms that money is for: one that was told of late is recognised, or written off, on days before
 * the day of its own.
 */
final class Terms {
  /** Tables whose rows are for terms. */
  static final List<String> TABLES = List.of("core.payments", "core.licences");

  private Terms() {}

  /**
   * The days of UTC on which terms began that were told of later.
   *
   * @param told days of the rows to look at
   */
  static NavigableSet<LocalDate> begunBefore(
      Changes changes, String table, NavigableSet<LocalDate> told) {
    NavigableSet<LocalDate> begun = new TreeSet<>();
    if (!told.isEmpty()) {
      changes.read(table).ifPresent(rows -> begun.addAll(begunBefore(rows, told)));
    }
    return begun;
  }

  private static List<LocalDate> begunBefore(Dataset<Row> rows, NavigableSet<LocalDate> told) {
    return rows
        .where(Days.among(col("day"), told))
        .where("term_quarter_no < quarter_no")
        .selectExpr("CAST(FLOOR(term_quarter_no / 96) AS BIGINT) AS day_no")
        .distinct()
        .collectAsList()
        .stream()
        .map(row -> LocalDate.ofEpochDay(row.getLong(0)))
        .toList();
  }
}
