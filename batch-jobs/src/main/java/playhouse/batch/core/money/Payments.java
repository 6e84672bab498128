package playhouse.batch.core.money;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import playhouse.batch.core.Facts;
import playhouse.batch.core.Money;

/**
 * The table {@code core.payments}: money taken and given back, net of tax. What came wrong and
 * never was told as captured is none of it when it goes back.
 */
final class Payments {
  private static final Column SUBSCRIPTION = col("purpose").equalTo("subscription");

  private Payments() {}

  static Dataset<Row> from(Dataset<Row> payment, Money money) {
    Dataset<Row> flows =
        flows(payment)
            .withColumn("net_micros", col("amount_micros").minus(col("tax_micros")))
            .withColumn("day", Facts.day("occurred"));
    return money
        .reported(flows, "net_micros", "reporting_micros")
        // A subscription payment that names no term is recognised on its own day.
        .withColumn(
            "term_days", when(SUBSCRIPTION, greatest(lit(1), coalesce(col("term_days"), lit(1)))))
        .withColumn("term_from", when(SUBSCRIPTION, coalesce(col("term_from"), col("occurred"))))
        .withColumn("term_quarter_no", Facts.quarterNo("term_from"))
        .withColumn("daily_remainder_micros", expr("pmod(reporting_micros, term_days)"))
        .withColumn(
            "daily_micros", expr("(reporting_micros - daily_remainder_micros) DIV term_days"))
        .withColumn("quarter_no", Facts.quarterNo("occurred"));
  }

  private static Dataset<Row> flows(Dataset<Row> payment) {
    Column kind =
        when(col("type").equalTo("payment.captured"), "captured")
            .when(col("type").equalTo("refund.completed"), "refund")
            .when(col("type").equalTo("chargeback.received"), "chargeback")
            .when(col("type").equalTo("chargeback.won"), "chargeback_won");
    return Facts.counting(payment)
        .where(kind.isNotNull().and(not(neverCaptured())))
        .select(
            col("id"),
            col("source"),
            kind.as("kind"),
            any("payment").as("payment"),
            col("person"),
            col("payment_captured.purpose"),
            col("payment_captured.title"),
            col("payment_captured.subscription"),
            any("currency").as("currency"),
            any("amount_micros").as("amount_micros"),
            any("tax_micros").as("tax_micros"),
            col("payment_captured.term_days"),
            col("payment_captured.term_from"),
            col("occurred"));
  }

  private static Column any(String field) {
    return coalesce(
        col("payment_captured." + field),
        col("refund_completed." + field),
        col("chargeback_received." + field),
        col("chargeback_won." + field));
  }

  private static Column neverCaptured() {
    return coalesce(
        col("refund_completed.never_captured"),
        col("chargeback_received.never_captured"),
        col("chargeback_won.never_captured"),
        lit(false));
  }
}
