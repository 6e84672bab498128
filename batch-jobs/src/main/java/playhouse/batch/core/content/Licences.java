package playhouse.batch.core.content;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.min;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import playhouse.batch.core.Facts;
import playhouse.batch.core.Money;

/** The table {@code core.licences}: what was granted, until it ran out or was taken back. */
final class Licences {
  private Licences() {}

  static Dataset<Row> from(Dataset<Row> acquisition, Money money) {
    Dataset<Row> expired =
        Facts.told(acquisition, "rights.expired", "rights_expired.`grant` AS licence")
            .groupBy("licence")
            .agg(min("occurred").as("expired"));
    Dataset<Row> granted =
        Facts.told(acquisition, "rights.granted", "rights_granted.*")
            .withColumnRenamed("grant", "licence")
            .dropDuplicates("licence")
            .join(expired, "licence", "left");
    return money
        .reported(granted, "fee_micros", "reporting_micros")
        .withColumn(
            "term_days",
            expr(
                "CAST(GREATEST(1, (unix_micros(valid_until) - unix_micros(valid_from) + 43200000000)"
                    + " DIV 86400000000) AS INT)"))
        .withColumn("term_quarter_no", Facts.quarterNo("valid_from"))
        .withColumn("valid_until", expr("LEAST(valid_until, expired)"))
        .withColumn("daily_remainder_micros", expr("PMOD(reporting_micros, term_days)"))
        .withColumn(
            "daily_micros", expr("(reporting_micros - daily_remainder_micros) DIV term_days"))
        .drop(col("expired"));
  }
}
