package playhouse.batch.core.money;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.lit;
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
  private static final String[] FACTS = {
    "ad_impression",
    "ad_click",
    "ad_viewable",
    "ad_quartile",
    "ad_conversion",
    "ad_paid",
    "ivt_flagged"
  };

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
                quartile(1).as("first_quartile"),
                quartile(2).as("midpoint"),
                quartile(3).as("third_quartile"),
                quartile(4).as("complete"),
                paid("click").as("paid_click"),
                paid("complete").as("paid_complete"),
                count_distinct(when(col("ad_conversion").isNotNull(), col("id"))).as("conversions"),
                not(max(col("ivt_flagged").isNotNull())).as("valid"))
            .where(col("shown").isNotNull())
            .drop("about")
            .select(col("shown.*"), col("*"))
            .withColumn(
                "revenue_micros",
                col("revenue_micros").plus(earned("paid_click")).plus(earned("paid_complete")))
            .drop("shown", "paid_click", "paid_complete")
            .withColumn("day", Facts.day("occurred"))
            .withColumn("quarter_no", Facts.quarterNo("occurred"));
    return money.reported(shown, "revenue_micros", "reporting_micros");
  }

  private static Column quartile(int number) {
    return coalesce(max(col("ad_quartile.quartile").equalTo(number)), lit(false));
  }

  /** What it was paid for that, as it was first told. */
  private static Column paid(String event) {
    Column tells = col("ad_paid.event").equalTo(event);
    return min_by(
        when(tells, struct(col("ad_paid.currency"), col("ad_paid.revenue_micros"))),
        when(tells, Facts.order()));
  }

  /** In the currency of the impression; what is in another is not added to it. */
  private static Column earned(String paid) {
    return coalesce(
        when(col(paid + ".currency").equalTo(col("currency")), col(paid + ".revenue_micros")),
        lit(0L));
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
