package playhouse.batch.core;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lead;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/** The tables {@code core.registrations} and {@code core.entitlements}. */
final class Accounts {
  private Accounts() {}

  static Dataset<Row> registrations(Dataset<Row> account) {
    return Facts.of(account, "account.verified")
        .select(
            Facts.day("occurred"),
            col("id"),
            col("source"),
            col("person"),
            col("account_verified.channel"),
            col("account_verified.method"),
            col("occurred"),
            Facts.quarterNo("occurred").as("quarter_no"),
            col("country"));
  }

  /** A change holds until the person's next one: by instant, then by id. */
  static Dataset<Row> entitlements(Dataset<Row> subscription) {
    WindowSpec ofPerson = Window.partitionBy("person").orderBy("changed", "id", "source");
    return Facts.of(subscription, "entitlement.changed")
        .where(col("person").isNotNull())
        .select(
            Facts.day("occurred"),
            col("id"),
            col("source"),
            col("person"),
            col("entitlement_changed.*"),
            col("occurred").as("changed"))
        .withColumn("superseded", lead("changed", 1).over(ofPerson))
        .withColumn("quarter_no", Facts.quarterNo("changed"))
        .withColumn("superseded_quarter_no", Facts.quarterNo("superseded"))
        .withColumn("last_quarter_no", Facts.lastQuarterNo("valid_until"));
  }
}
