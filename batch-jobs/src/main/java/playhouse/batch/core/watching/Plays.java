package playhouse.batch.core.watching;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udaf;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import playhouse.batch.core.Facts;

/**
 * The table {@code core.plays}: playback events put together. A play belongs to the UTC day of its
 * start and takes in events up to one day away from it.
 */
final class Plays {
  private Plays() {}

  static Dataset<Row> from(Dataset<Row> playback) {
    Dataset<Row> slim = slim(playback);
    StructType event = slim.drop("play").schema();
    Column[] columns = Arrays.stream(event.fieldNames()).map(functions::col).toArray(Column[]::new);
    // Heartbeats are most of what there is: they are put together before anything is shuffled.
    return slim.groupBy("play")
        .agg(udaf(new PlayFold(event), Encoders.row(event)).apply(columns).as("whole"))
        .select("whole.*")
        .where(col("started").isNotNull())
        .select(col("*"), col("start.*"))
        .withColumn("day", Facts.day("started"))
        .withColumn("minute_no", Facts.minuteNo("started"))
        .withColumn("quarter_no", Facts.quarterNo("started"));
  }

  /** What {@link PlayFold} needs of an event, and nothing more. */
  private static Dataset<Row> slim(Dataset<Row> playback) {
    return Facts.counting(playback)
        .select(
            first("play", "start", "heartbeat", "stall", "seek", "stop", "error").as("play"),
            kind().as("kind"),
            expr("unix_micros(occurred)").as("occurred"),
            col("playback_heartbeat.from_millis").as("from_millis"),
            col("playback_heartbeat.to_millis").as("to_millis"),
            coalesce(
                    col("playback_heartbeat.played_millis"),
                    col("playback_stall.stalled_millis"),
                    col("playback_start.runtime_millis"))
                .as("millis"),
            first("startup_millis", "heartbeat", "stop").as("startup_millis"),
            coalesce(
                    col("playback_stall.cause"),
                    col("playback_stop.reason"),
                    when(col("playback_error.fatal"), PlayFold.FATAL))
                .as("word"),
            when(col("playback_start").isNotNull(), start()).as("start"));
  }

  /** Numbers, not words: every event has one, and a word is dear to hand over. */
  private static Column kind() {
    Column kind = lit(PlayFold.OTHER);
    for (int i = 0; i < PlayFold.KINDS.size(); i++) {
      kind = when(col("type").equalTo(PlayFold.KINDS.get(i)), i).otherwise(kind);
    }
    return kind;
  }

  /** The id of the fact, and what a play keeps of its start. */
  private static Column start() {
    return struct(
        col("id"),
        col("playback_start.play"),
        col("playback_start.title"),
        col("playback_start.position_millis"),
        col("person"),
        col("device"),
        col("household"),
        col("playback_start.surface"),
        col("playback_start.served"),
        col("playback_start.autoplay"),
        col("playback_start.muted"),
        col("playback_start.cdn"),
        col("country"),
        col("platform"),
        col("app_version"),
        col("backfill"));
  }

  private static Column first(String field, String... facts) {
    Column[] columns = new Column[facts.length];
    for (int i = 0; i < facts.length; i++) {
      columns[i] = col("playback_" + facts[i] + "." + field);
    }
    return coalesce(columns);
  }
}
