package playhouse.batch.core.content;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import playhouse.batch.core.CasesJob;
import playhouse.batch.core.Facts;
import playhouse.batch.core.Money;

/** The table {@code core.infringements}: of each case, when it was first confirmed. */
record Infringements() implements CasesJob.Cases {

  @Override
  public Dataset<Row> about(String table, Dataset<Row> facts) {
    return Facts.told(facts, "infringement.confirmed", "infringement_confirmed.*")
        .withColumnRenamed("infringement", "about")
        .withColumn("opens", lit(true));
  }

  @Override
  public boolean openedByAny() {
    return true;
  }

  @Override
  public Dataset<Row> from(Dataset<Row> facts, Money money) {
    return facts
        .groupBy(col("about").as("infringement"))
        .agg(
            expr("MIN_BY(STRUCT(day, title, origin, occurred, quarter_no), STRUCT(occurred, id))")
                .as("first"))
        .select(col("infringement"), col("first.*"));
  }
}
