package playhouse.batch.core;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Amounts in the reporting currency, by the rate of the day.
 *
 * @param reporting the reporting currency, ISO 4217
 * @param rates rows of {@code core.rates}; empty if there never was a rate
 */
public record Money(String reporting, Optional<Dataset<Row>> rates) {
  /** The rates of each day. */
  public static final String RATES = "core.rates";

  /**
   * Adds a column with an amount in the reporting currency, rounded half up; null where there is no
   * rate. Rows have {@code currency} and {@code day}.
   *
   * @param amount column of whole millionths, not negative
   */
  public Dataset<Row> reported(Dataset<Row> rows, String amount, String reported) {
    if (rates.isEmpty()) {
      return rows.withColumn(
          reported, when(col("currency").equalTo(reporting), col(amount)).otherwise(lit(null)));
    }
    Dataset<Row> known =
        rates
            .get()
            .select(
                col("day").as("rate_day"), col("currency").as("rate_currency"), col("rate_nanos"));
    return rows.join(
            broadcast(known),
            col("day").equalTo(col("rate_day")).and(col("currency").equalTo(col("rate_currency"))),
            "left")
        .withColumn(
            reported,
            when(col("currency").equalTo(reporting), col(amount)).otherwise(exchanged(amount)))
        .drop("rate_day", "rate_currency", "rate_nanos");
  }

  /** Exact: 38 digits hold any amount at any rate. */
  private static org.apache.spark.sql.Column exchanged(String amount) {
    return expr(
        ("CAST((CAST(%s AS DECIMAL(19, 0)) * CAST(rate_nanos AS DECIMAL(18, 0))"
                + " + 500000000) DIV 1000000000 AS BIGINT)")
            .formatted(amount));
  }
}
