package playhouse.batch.core.money;

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
import playhouse.batch.core.CasesJob;
import playhouse.batch.core.Facts;
import playhouse.batch.core.Money;

/** The table {@code core.impressions}: ads shown, with what was reported of them, whenever. */
record Impressions() implements CasesJob.Cases {
  private static final String[] FACTS = {"ad_impression", "ad_click", "ad_viewable", "ivt_flagged"};

  @Override
  public Dataset<Row> about(String table, Dataset<Row> facts) {
    Column[] ids = new Column[FACTS.length];
    for (int i = 0; i < FACTS.length; i++) {
      ids[i] = col(FACTS[i] + ".impression");
    }
    return facts
        .withColumn("about", coalesce(ids))
        .withColumn("opens", col("ad_impression").isNotNull());
  }

  @Override
  public Dataset<Row> from(Dataset<Row> facts, Money money) {
    Dataset<Row> shown =
        facts
            .groupBy("about")
            .agg(
                min_by(when(col("opens"), shown()), when(col("opens"), Facts.order())).as("shown"),
                max(col("ad_click").isNotNull()).as("clicked"),
                max(col("ad_viewable").isNotNull()).as("viewable"),
                not(max(col("ivt_flagged").isNotNull())).as("valid"))
            .where(col("shown").isNotNull())
            .select(col("shown.*"), col("clicked"), col("viewable"), col("valid"))
            .withColumn("day", Facts.day("occurred"))
            .withColumn("quarter_no", Facts.quarterNo("occurred"));
    return money.reported(shown, "revenue_micros", "reporting_micros");
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
