package playhouse.batch.core.people;

import static org.apache.spark.sql.functions.expr;

import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import playhouse.batch.core.Facts;

/** The table {@code core.campaign_people}: who counts for a campaign, and their next 90 days. */
final class CampaignPeople {
  private CampaignPeople() {}

  /**
   * @param touches rows of {@code core.touches}
   * @param payments rows of {@code core.payments}
   */
  static Dataset<Row> from(Dataset<Row> touches, Optional<Dataset<Row>> payments) {
    Dataset<Row> people =
        touches
            .where("person IS NOT NULL")
            .selectExpr(
                "CASE WHEN kind = 'exposed' THEN SUBSTRING(campaign, 10) ELSE campaign END AS campaign",
                "CASE WHEN kind = 'paying' AND model = 'last-click' THEN 'attributed'"
                    + " WHEN kind = 'exposed' AND campaign LIKE 'campaign:%' THEN 'exposed' END AS role",
                "variant",
                "person",
                "occurred",
                "id")
            .where("role IS NOT NULL")
            // The first counts, whichever the variant.
            .groupBy("campaign", "role", "person")
            .agg(expr("MIN_BY(STRUCT(variant, occurred), STRUCT(occurred, id))").as("first"))
            .selectExpr(
                "campaign",
                "COALESCE(first.variant, role) AS role",
                "person",
                "first.occurred AS since");
    return margins(people, payments).withColumn("day", Facts.day("since"));
  }

  private static Dataset<Row> margins(Dataset<Row> people, Optional<Dataset<Row>> payments) {
    if (payments.isEmpty()) {
      return people.withColumn("margin_micros", expr("CAST(0 AS BIGINT)"));
    }
    Dataset<Row> flows =
        payments
            .get()
            .where("reporting_micros IS NOT NULL")
            .selectExpr(
                "person AS payer",
                "occurred AS paid",
                "IF(kind IN ('captured', 'chargeback_won'), reporting_micros, -reporting_micros)"
                    + " AS flow_micros");
    return people
        .join(
            flows,
            expr("person = payer AND paid >= since AND paid < since + INTERVAL 90 DAYS"),
            "left")
        .groupBy("campaign", "role", "person", "since")
        .agg(expr("COALESCE(SUM(flow_micros), CAST(0 AS BIGINT))").as("margin_micros"));
  }
}
