package playhouse.batch.core.money;

import static org.apache.spark.sql.functions.expr;

import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import playhouse.batch.core.Facts;

/**
 * The table {@code core.terms}: a term is renewed if another is paid for within 14 days of its end,
 * with money, from a balance or by a coupon. Whoever pays for another plan in the middle of a term
 * has that in its place: the first is none that anybody was to renew.
 */
final class Terms {
  private Terms() {}

  static Dataset<Row> from(Dataset<Row> payment, Optional<Dataset<Row>> subscription) {
    Dataset<Row> paid =
        subscription.map(told -> paid(payment).union(met(told))).orElse(paid(payment));
    Dataset<Row> terms =
        paid.where("subscription IS NOT NULL AND until IS NOT NULL")
            .groupBy("subscription", "term_from")
            .agg(
                expr("MIN_BY(STRUCT(person, payment, until, occurred), STRUCT(occurred, id))")
                    .as("first"))
            .selectExpr(
                "subscription",
                "first.person AS person",
                "first.payment AS payment",
                "term_from AS since",
                "first.until AS until",
                "first.occurred AS occurred")
            .withColumn(
                "next_paid",
                expr(
                    "MIN(occurred) OVER (PARTITION BY subscription ORDER BY since"
                        + " ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING)"))
            .withColumn("renewed", expr("COALESCE(next_paid < until + INTERVAL 14 DAYS, FALSE)"))
            .withColumn(
                "next_since", expr("LEAD(since) OVER (PARTITION BY subscription ORDER BY since)"))
            .where("next_since IS NULL OR next_since >= until")
            .drop("next_since");
    return recovered(terms, subscription)
        .withColumn("day", Facts.day("until"))
        .withColumn("until_quarter_no", Facts.quarterNo("until"))
        .withColumn("until_day_no", expr("CAST(UNIX_DATE(day) AS INT)"));
  }

  private static Dataset<Row> paid(Dataset<Row> payment) {
    return Facts.of(payment, "payment.captured")
        .where("payment_captured.purpose = 'subscription'")
        .selectExpr(
            "id",
            "occurred",
            "person",
            "payment_captured.subscription",
            "payment_captured.payment",
            "payment_captured.term_from",
            until("payment_captured"));
  }

  /** What was met without any money. */
  private static Dataset<Row> met(Dataset<Row> subscription) {
    return Facts.of(subscription, "invoice.paid")
        .where("invoice_paid.without_payment")
        .selectExpr(
            "id",
            "occurred",
            "person",
            "invoice_paid.subscription",
            "CAST(NULL AS STRING) AS payment",
            "invoice_paid.term_from",
            until("invoice_paid"));
  }

  /** Not every term is of whole days: one that follows from a change begins at any moment. */
  private static String until(String fact) {
    return ("COALESCE(%1$s.term_until,"
            + " timestamp_micros(unix_micros(%1$s.term_from) + %1$s.term_days * 86400000000))"
            + " AS until")
        .formatted(fact);
  }

  private static Dataset<Row> recovered(Dataset<Row> terms, Optional<Dataset<Row>> subscription) {
    if (subscription.isEmpty()) {
      return terms.withColumn("recovered", expr("FALSE"));
    }
    Dataset<Row> recoveries =
        Facts.told(subscription.get(), "dunning.recovered", "dunning_recovered.subscription AS of")
            .selectExpr("of", "occurred AS recovered_at");
    return terms
        .join(
            recoveries,
            expr(
                "subscription = of AND recovered_at >= until - INTERVAL 1 DAY"
                    + " AND recovered_at < until + INTERVAL 14 DAYS"),
            "left")
        .groupBy("subscription", "person", "payment", "since", "until", "renewed")
        .agg(expr("COUNT(recovered_at) > 0").as("any_recovered"))
        .withColumn("recovered", expr("renewed AND any_recovered"));
  }
}
