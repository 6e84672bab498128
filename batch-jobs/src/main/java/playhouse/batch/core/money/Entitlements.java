package playhouse.batch.core.money;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lead;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import playhouse.batch.core.Facts;

/** The table {@code core.entitlements}: a late change ends the one before it. */
final class Entitlements {
  private Entitlements() {}

  /** A change holds until the person's next one: by instant, then by id. */
  static Dataset<Row> from(Dataset<Row> subscription) {
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
