package playhouse.batch.titles;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import java.time.ZoneId;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** The table {@code mart.title_cohorts}: who came back to a title, week by week. */
final class Cohorts {
  private static final int LAST_WEEK = 12;

  private Cohorts() {}

  /**
   * @param views all rows of {@code core.title_views}
   */
  static Dataset<Row> from(Dataset<Row> views, List<ZoneId> zones) {
    Dataset<Row> weeks =
        TitleDays.local(
                views
                    .where("counted = 'view' AND person IS NOT NULL")
                    .selectExpr("title", "person", "started AS at"),
                zones)
            .select(
                col("zone"),
                col("title"),
                col("person"),
                expr("DATE_SUB(day, WEEKDAY(day))").as("monday"))
            .distinct();
    return weeks
        .withColumn("day", min("monday").over(Window.partitionBy("zone", "title", "person")))
        .withColumn("week", expr("CAST(DATEDIFF(monday, day) DIV 7 AS INT)"))
        .where(col("week").leq(LAST_WEEK))
        .groupBy("zone", "day", "title", "week")
        .agg(count(lit(1)).as("returned"))
        // All of them were there in week 0, and never more.
        .withColumn("viewers", max("returned").over(Window.partitionBy("zone", "day", "title")));
  }
}
