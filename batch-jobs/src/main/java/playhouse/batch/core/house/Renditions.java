package playhouse.batch.core.house;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import playhouse.batch.core.CasesJob;
import playhouse.batch.core.Facts;
import playhouse.batch.core.Money;

/** The table {@code core.renditions}: they have until the end of the next day. */
record Renditions() implements CasesJob.Cases {

  @Override
  public Dataset<Row> about(String table, Dataset<Row> facts) {
    return Facts.told(facts, "rendition.published", "rendition_published.*")
        .withColumnRenamed("rendition", "about")
        .withColumn("opens", lit(true));
  }

  @Override
  public boolean openedByAny() {
    return true;
  }

  @Override
  public Dataset<Row> from(Dataset<Row> facts, Money money) {
    return facts
        .groupBy(col("about").as("rendition"))
        .agg(
            expr("MIN_BY(STRUCT(day, title, occurred, quarter_no), STRUCT(occurred, id))")
                .as("first"),
            expr("MIN(day) FILTER (WHERE verified_nodes >= target_nodes)").as("complete_on"))
        .select(col("rendition"), col("first.*"), col("complete_on"))
        .withColumn("complete", expr("COALESCE(complete_on <= DATE_ADD(day, 1), FALSE)"));
  }
}
