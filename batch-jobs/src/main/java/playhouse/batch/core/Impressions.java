package playhouse.batch.core;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The table {@code core.impressions}: ads shown, with what was reported of them, whenever. */
final class Impressions {
  private static final String[] FACTS = {"ad_impression", "ad_click", "ad_viewable", "ivt_flagged"};

  private Impressions() {}

  /**
   * @param ad impressions of the days wanted, and reports of any day
   */
  static Dataset<Row> from(Dataset<Row> ad, String currency) {
    return about(Facts.counting(ad))
        .groupBy("about")
        .agg(
            min_by(
                    when(col("ad_impression").isNotNull(), shown()),
                    when(col("ad_impression").isNotNull(), struct(col("occurred"), col("id"))))
                .as("shown"),
            max(col("ad_click").isNotNull()).as("clicked"),
            max(col("ad_viewable").isNotNull()).as("viewable"),
            not(max(col("ivt_flagged").isNotNull())).as("valid"))
        .where(col("shown").isNotNull())
        .select(col("shown.*"), col("clicked"), col("viewable"), col("valid"))
        .withColumn(
            "reporting_micros", when(col("currency").equalTo(currency), col("revenue_micros")))
        .withColumn("day", Facts.day("occurred"))
        .withColumn("quarter_no", Facts.quarterNo("occurred"));
  }

  /** The days of impressions that these reports are about. */
  static Dataset<Row> days(Dataset<Row> reports, Dataset<Row> impressions) {
    Dataset<Row> reported =
        about(Facts.counting(reports).where(col("ad_impression").isNull())).select("about");
    return Facts.of(impressions, "ad.impression")
        .select(Facts.day("occurred"), col("ad_impression.impression").as("about"))
        .join(reported, "about")
        .select("day")
        .distinct();
  }

  private static Dataset<Row> about(Dataset<Row> ad) {
    Column[] ids = new Column[FACTS.length];
    for (int i = 0; i < FACTS.length; i++) {
      ids[i] = col(FACTS[i] + ".impression");
    }
    return ad.withColumn("about", coalesce(ids)).where(col("about").isNotNull());
  }

  private static Column shown() {
    return struct(
        col("ad_impression.impression"),
        col("person"),
        col("ad_impression.placement"),
        col("ad_impression.play"),
        col("ad_impression.title"),
        col("ad_impression.creative"),
        col("ad_impression.line_item"),
        col("ad_impression.advertiser"),
        col("ad_impression.currency"),
        col("ad_impression.revenue_micros"),
        col("occurred"),
        col("country"),
        col("platform"));
  }
}
