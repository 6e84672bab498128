package playhouse.batch.core.house;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import playhouse.batch.core.Facts;

/** Tables that keep facts as they were told, each one a row. */
final class Operations {
  private Operations() {}

  static Dataset<Row> serviceSamples(Dataset<Row> platform) {
    return Facts.told(platform, "health.sampled", "health_sampled.*");
  }

  static Dataset<Row> crashes(Dataset<Row> platform) {
    return Facts.told(
        platform, "app.crashed", "person", "device", "app_crashed.code", "platform", "app_version");
  }

  static Dataset<Row> evaluations(Dataset<Row> platform) {
    return Facts.told(
        platform,
        "model.evaluated",
        "model_evaluated.model",
        "model_evaluated.version AS model_version",
        "model_evaluated.metric",
        "model_evaluated.value_ppm AS value_micros");
  }

  static Dataset<Row> surveys(Dataset<Row> support) {
    return Facts.placed(
        Facts.counting(support).where("type IN ('nps.received', 'csat.received')"),
        "IF(type = 'nps.received', 'nps', 'csat') AS kind",
        "COALESCE(nps_received.score, csat_received.score) AS score",
        "csat_received.ticket",
        "person");
  }

  static Dataset<Row> mentions(Dataset<Row> campaign) {
    return Facts.told(campaign, "mention.seen", "mention_seen.*");
  }
}
