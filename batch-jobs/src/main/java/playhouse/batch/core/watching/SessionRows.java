package playhouse.batch.core.watching;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udaf;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import playhouse.batch.core.Facts;
import playhouse.contracts.behaviour.Sessions;

/** The table {@code core.sessions}: events of people, cut by {@link Sessions}. */
final class SessionRows {
  private SessionRows() {}

  /** What a session needs of an event. */
  static Dataset<Row> instants(Dataset<Row> events) {
    return Facts.counting(events)
        .where(col("person").isNotNull())
        .select(col("person"), expr("unix_micros(occurred)").as("micros"), lit(false).as("crash"));
  }

  /** Crashes of the app: they make no session, but may fall into one. */
  static Dataset<Row> crashes(Dataset<Row> platform) {
    return Facts.of(platform, "app.crashed")
        .where(col("person").isNotNull())
        .select(col("person"), expr("unix_micros(occurred)").as("micros"), lit(true).as("crash"));
  }

  static Dataset<Row> from(Dataset<Row> instants) {
    Dataset<Row> events = instants.select("micros", "crash");
    return instants
        .groupBy("person")
        .agg(
            udaf(new SessionFold(), Encoders.row(events.schema()))
                .apply(col("micros"), col("crash"))
                .as("cut"))
        .selectExpr("person", "INLINE(cut.sessions)")
        .withColumn("started", expr("timestamp_micros(started_micros)"))
        .withColumn("ended", expr("timestamp_micros(ended_micros)"))
        .withColumn("day", Facts.day("started"))
        .withColumn("quarter_no", Facts.quarterNo("started"));
  }
}
