package playhouse.batch.core.content;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import playhouse.batch.core.CasesJob;
import playhouse.batch.core.Facts;
import playhouse.batch.core.Money;

/** The table {@code core.reviews}: the first decision of each, and the last one on appeal. */
record Reviews() implements CasesJob.Cases {

  @Override
  public Dataset<Row> about(String table, Dataset<Row> facts) {
    return Facts.told(facts, "review.decided", "review_decided.*")
        .withColumnRenamed("review", "about")
        .withColumn("opens", lit(true));
  }

  @Override
  public boolean openedByAny() {
    return true;
  }

  @Override
  public Dataset<Row> from(Dataset<Row> facts, Money money) {
    Dataset<Row> first =
        facts
            .where("NOT appeal")
            .groupBy("about")
            .agg(
                expr("MIN_BY(STRUCT(day, title, policy_version AS policy, passed, occurred, quarter_no),"
                        + " STRUCT(occurred, id))")
                    .as("first"))
            .select(col("about"), col("first.*"));
    Dataset<Row> appeals =
        facts
            .where("appeal")
            .selectExpr("about", "passed AS passed_then", "occurred AS decided", "id");
    return first
        .join(appeals, "about", "left")
        .withColumn("heard", expr("decided > occurred AND decided < occurred + INTERVAL 30 DAYS"))
        .groupBy(first.columns()[0], tail(first.columns()))
        .agg(expr("MAX_BY(passed_then, STRUCT(decided, id)) FILTER (WHERE heard)").as("last"))
        .withColumn("overturned", expr("COALESCE(last <> passed, FALSE)"))
        .withColumnRenamed("about", "review");
  }

  private static String[] tail(String[] names) {
    return java.util.Arrays.copyOfRange(names, 1, names.length);
  }
}
