package playhouse.batch.titles;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.max;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/** The table {@code core.title_returns}: views by people who had viewed the title before. */
final class Returns {
  private Returns() {}

  /**
   * @param views all rows of {@code core.title_views}
   */
  static Dataset<Row> from(Dataset<Row> views) {
    WindowSpec inOrder = Window.partitionBy("title", "person").orderBy("started", "view");
    WindowSpec before = inOrder.rowsBetween(Window.unboundedPreceding(), -1);
    return views
        .where("counted = 'view' AND person IS NOT NULL")
        .select(
            col("day"),
            col("view"),
            col("title"),
            col("person"),
            col("started"),
            expr("2 * distinct_millis >= runtime_millis").as("half"))
        .select(
            col("*"),
            first("started").over(before).as("first_started"),
            max("half").over(before).as("rewatch"))
        .where("first_started IS NOT NULL")
        .drop("half");
  }
}
