package playhouse.batch.valuation;

import java.time.LocalDate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The beginning of a UTC day, and weeks counted back from it: week 0 is the seven days before it.
 */
record Moment(LocalDate day) {
  /** Over so many weeks it is seen what titles bring and whom they keep. */
  static final int RECENT_WEEKS = 12;

  /** How long somebody must have stayed to count as staying. */
  static final int STAY_WEEKS = 4;

  /** Rows of days before it. */
  Dataset<Row> before(Dataset<Row> rows) {
    return rows.where("day < DATE'" + day + "'");
  }

  /** Rows of the last weeks before it. */
  Dataset<Row> lately(Dataset<Row> rows, int weeks) {
    return before(rows).where("day >= DATE'" + day.minusWeeks(weeks) + "'");
  }

  /** In SQL: in which week before it a day is. */
  String week(String date) {
    return "CAST((DATEDIFF(DATE'" + day + "', " + date + ") - 1) DIV 7 AS INT)";
  }

  /** In SQL: the instant at which a week ended. */
  String end(String week) {
    return "(TIMESTAMP'" + day + " 00:00:00Z' - MAKE_INTERVAL(0, 0, " + week + "))";
  }

  /** In SQL: whether an instant is before it. */
  String after(String instant) {
    return instant + " < TIMESTAMP'" + day + " 00:00:00Z'";
  }

  Moment weeksAgo(int weeks) {
    return new Moment(day.minusWeeks(weeks));
  }
}
