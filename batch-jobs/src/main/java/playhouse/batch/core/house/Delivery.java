package playhouse.batch.core.house;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.udf;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import playhouse.batch.core.Facts;
import playhouse.warehouse.Buckets;

/** The tables {@code core.edge_minutes}, {@code core.edge_samples} and {@code core.transcodes}. */
final class Delivery {
  private static final UserDefinedFunction EDGE =
      udf((UDF1<Long, Long>) Buckets::edge, DataTypes.LongType);

  private Delivery() {}

  static Dataset<Row> edgeMinutes(Dataset<Row> delivery) {
    return Facts.told(delivery, "edge.requested", "edge_requested.*")
        .groupBy("day", "cdn", "node", "minute_no", "quarter_no")
        .agg(
            expr("COUNT(*)").as("requests"),
            expr("COUNT_IF(hit)").as("hits"),
            expr("COUNT_IF(status >= 500)").as("failed"),
            expr("SUM(bytes)").as("sent_bytes"),
            expr("COALESCE(SUM(bytes) FILTER (WHERE hit), CAST(0 AS BIGINT))").as("hit_bytes"));
  }

  static Dataset<Row> edgeSamples(Dataset<Row> delivery) {
    return Facts.told(delivery, "edge.sampled", "edge_sampled.*")
        // Thousandths of what the node could have sent in the minute, rounded up.
        .withColumn(
            "use_millis",
            expr(
                "CAST((CAST(bytes AS DECIMAL(19, 0)) * 8000 + 60 * CAST(capacity_bits_per_second AS DECIMAL(18, 0)) - 1)"
                    + " DIV (60 * CAST(capacity_bits_per_second AS DECIMAL(18, 0))) AS BIGINT)"))
        .withColumn("use_edge_millis", EDGE.apply(col("use_millis")))
        .withColumnRenamed("bytes", "sent_bytes");
  }

  /** A job reported twice on a day counts once. */
  static Dataset<Row> transcodes(Dataset<Row> delivery) {
    Dataset<Row> made =
        Facts.told(delivery, "transcode.completed", "transcode_completed.*")
            .withColumn("failure", expr("CAST(NULL AS STRING)"));
    Dataset<Row> failed =
        Facts.told(
            delivery,
            "transcode.failed",
            "transcode_failed.job",
            "transcode_failed.title",
            "transcode_failed.code AS failure");
    return made.unionByName(failed, true)
        .groupBy(col("day"), col("job"), col("failure").isNull().as("completed"))
        .agg(
            expr("MIN_BY(STRUCT(title, failure, codec, height, media_millis, wall_millis, cpu_millis,"
                    + " bytes, occurred, quarter_no), STRUCT(occurred, id))")
                .as("first"))
        .select(col("day"), col("job"), col("first.*"));
  }
}
