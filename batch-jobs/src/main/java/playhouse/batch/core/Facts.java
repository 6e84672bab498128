package playhouse.batch.core;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.to_date;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Columns that every raw event has, and what core tables make of them. */
final class Facts {
  private Facts() {}

  /** The events that count: tests, staff and bots are left out of everything. */
  static Dataset<Row> counting(Dataset<Row> events) {
    return events.where(col("exclusion").isNull());
  }

  /** The events of one type. */
  static Dataset<Row> of(Dataset<Row> events, String type) {
    return counting(events).where(col("type").equalTo(type));
  }

  /** The UTC day of an instant. */
  static Column day(String instant) {
    return to_date(col(instant)).as("day");
  }

  /** The quarter hour of an instant, counted from 1970. */
  static Column quarterNo(String instant) {
    return expr("CAST(unix_micros(" + instant + ") DIV 900000000 AS INT)");
  }

  /** The quarter hour of the last moment before an instant. */
  static Column lastQuarterNo(String instant) {
    return expr("CAST((unix_micros(" + instant + ") - 1) DIV 900000000 AS INT)");
  }
}
