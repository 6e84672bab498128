package playhouse.batch.core;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.to_date;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Columns that every raw event has, and what core tables make of them. */
public final class Facts {
  private Facts() {}

  /** The events that count: tests, staff and bots are left out of everything. */
  public static Dataset<Row> counting(Dataset<Row> events) {
    return events.where(col("exclusion").isNull());
  }

  /** The events of one type. */
  public static Dataset<Row> of(Dataset<Row> events, String type) {
    return counting(events).where(col("type").equalTo(type));
  }

  /** Which of several facts is the first: the earliest, by id where two are as early. */
  public static Column order() {
    return expr("CONCAT(LPAD(CAST(unix_micros(occurred) AS STRING), 20, '0'), id)");
  }

  /** The UTC day of an instant. */
  public static Column day(String instant) {
    return to_date(col(instant)).as("day");
  }

  /** The quarter hour of an instant, counted from 1970. */
  public static Column quarterNo(String instant) {
    return expr("CAST(unix_micros(" + instant + ") DIV 900000000 AS INT)");
  }

  /** The quarter hour of the last moment before an instant. */
  public static Column lastQuarterNo(String instant) {
    return expr("CAST((unix_micros(" + instant + ") - 1) DIV 900000000 AS INT)");
  }

  /**
   * The events of one type, with their day, id, instant and quarter hour, and some of their fields.
   *
   * @param columns what else is kept, as SQL: such as {@code person} or {@code like_added.title}
   */
  public static Dataset<Row> told(Dataset<Row> events, String type, String... columns) {
    return placed(of(events, type), columns);
  }

  /** Events with their day, id, instant, minute and quarter hour, and some of their fields. */
  public static Dataset<Row> placed(Dataset<Row> events, String... columns) {
    Column[] kept = new Column[columns.length + 5];
    kept[0] = day("occurred");
    kept[1] = col("id");
    kept[2] = col("occurred");
    kept[3] = minuteNo("occurred").as("minute_no");
    kept[4] = quarterNo("occurred").as("quarter_no");
    for (int i = 0; i < columns.length; i++) {
      kept[5 + i] = expr(columns[i]);
    }
    return events.select(kept);
  }

  /** The minute of an instant, counted from 1970. */
  public static Column minuteNo(String instant) {
    return expr("CAST(unix_micros(" + instant + ") DIV 60000000 AS INT)");
  }
}
