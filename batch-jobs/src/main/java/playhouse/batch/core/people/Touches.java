package playhouse.batch.core.people;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import playhouse.batch.core.Facts;

/** The table {@code core.touches}. */
final class Touches {
  private static final String NONE = "CAST(NULL AS STRING) AS ";

  private Touches() {}

  static Dataset<Row> campaign(Dataset<Row> told) {
    return Facts.placed(
        Facts.counting(told)
            .withColumn(
                "kind",
                expr(
                    "CASE type WHEN 'click.tracked' THEN 'visit' WHEN 'message.sent' THEN 'message'"
                        + " WHEN 'message.opened' THEN 'opened'"
                        + " WHEN 'conversion.attributed' THEN conversion_attributed.kind END"))
            .where(col("kind").isNotNull()),
        "kind",
        "person",
        "COALESCE(click_tracked.campaign, conversion_attributed.campaign, message_sent.campaign)"
            + " AS campaign",
        "COALESCE(click_tracked.channel, conversion_attributed.channel, message_sent.channel)"
            + " AS channel",
        NONE + "variant",
        "conversion_attributed.model");
  }

  static Dataset<Row> exposed(Dataset<Row> told) {
    return Facts.told(
        told,
        "experiment.exposed",
        "'exposed' AS kind",
        "person",
        "experiment_exposed.experiment AS campaign",
        NONE + "channel",
        "experiment_exposed.variant",
        NONE + "model");
  }
}
