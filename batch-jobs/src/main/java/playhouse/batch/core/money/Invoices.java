package playhouse.batch.core.money;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import playhouse.batch.core.CasesJob;
import playhouse.batch.core.Facts;
import playhouse.batch.core.Money;

/** The table {@code core.invoices}: issued, and then paid or not. */
record Invoices() implements CasesJob.Cases {

  @Override
  public Dataset<Row> about(String table, Dataset<Row> facts) {
    return facts
        .withColumn(
            "about",
            coalesce(
                col("invoice_issued.invoice"),
                col("invoice_paid.invoice"),
                col("dunning_started.invoice")))
        .withColumn("opens", col("type").equalTo("invoice.issued"));
  }

  @Override
  public Dataset<Row> from(Dataset<Row> facts, Money money) {
    return facts
        .groupBy(col("about").as("invoice"))
        .agg(
            expr("MIN_BY(STRUCT(person, invoice_issued.*, occurred AS issued), STRUCT(occurred, id))"
                    + " FILTER (WHERE opens)")
                .as("first"),
            expr("MIN(occurred) FILTER (WHERE type = 'invoice.paid')").as("paid"),
            expr("COALESCE(BOOL_OR(type = 'dunning.started'), FALSE)").as("dunned"))
        .where("first IS NOT NULL")
        .select(
            col("invoice"),
            col("first.person"),
            col("first.subscription"),
            col("first.amount_micros"),
            col("first.tax_micros"),
            col("first.currency"),
            col("first.issued"),
            col("paid"),
            col("dunned"))
        .withColumn("day", Facts.day("issued"))
        .withColumn("quarter_no", Facts.quarterNo("issued"));
  }
}
