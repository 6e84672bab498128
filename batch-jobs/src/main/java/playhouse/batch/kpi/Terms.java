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

/** Terms that payments are for: one paid late is recognised on days before the payment's own. */
final class Terms {
  static final String PAYMENTS = "core.payments";

  private Terms() {}

  /**
   * The days of UTC on which terms began that are paid for later.
   *
   * @param paid days of the payments to look at
   */
  static NavigableSet<LocalDate> begunBefore(Changes changes, NavigableSet<LocalDate> paid) {
    NavigableSet<LocalDate> begun = new TreeSet<>();
    if (!paid.isEmpty()) {
      changes.read(PAYMENTS).ifPresent(rows -> begun.addAll(begunBefore(rows, paid)));
    }
    return begun;
  }

  private static List<LocalDate> begunBefore(Dataset<Row> payments, NavigableSet<LocalDate> paid) {
    return payments
        .where(Days.among(col("day"), paid))
        .where("term_quarter_no < quarter_no")
        .selectExpr("CAST(FLOOR(term_quarter_no / 96) AS BIGINT) AS day_no")
        .distinct()
        .collectAsList()
        .stream()
        .map(row -> LocalDate.ofEpochDay(row.getLong(0)))
        .toList();
  }
}
