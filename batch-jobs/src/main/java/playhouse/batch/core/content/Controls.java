package playhouse.batch.core.content;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import playhouse.batch.core.Facts;

/** The table {@code core.controls}: of each control of a run, the last word of the day. */
final class Controls {
  private Controls() {}

  static Dataset<Row> from(Dataset<Row> compliance) {
    return Facts.told(compliance, "audit.checked", "audit_checked.*")
        // One that belongs to no run stands alone.
        .groupBy(
            col("day"), col("run"), col("control"), expr("IF(run IS NULL, id, NULL)").as("alone"))
        .agg(expr("MAX_BY(STRUCT(passed, occurred, quarter_no), STRUCT(occurred, id))").as("last"))
        .select(col("day"), col("run"), col("control"), col("last.*"));
  }
}
