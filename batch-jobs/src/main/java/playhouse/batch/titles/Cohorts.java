package playhouse.batch.titles;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_min;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.from_utc_timestamp;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.weekday;

import java.time.ZoneId;
import java.util.List;
import org.apache.spark.sql.Column;
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
    Dataset<Row> seen = views.where("counted = 'view' AND person IS NOT NULL");
    return weeks(seen, zones)
        .select(
            col("zone"),
            array_min(col("mondays")).as("day"),
            col("title"),
            explode(col("mondays")).as("monday"))
        .withColumn("week", expr("CAST(DATEDIFF(monday, day) DIV 7 AS INT)"))
        .where(col("week").leq(LAST_WEEK))
        .groupBy("zone", "day", "title", "week")
        .agg(count(lit(1)).as("returned"))
        // All of them were there in week 0, and never more.
        .withColumn("viewers", max("returned").over(Window.partitionBy("zone", "day", "title")));
  }

  /** The weeks of each zone in which each person viewed each title; one shuffle for all zones. */
  private static Dataset<Row> weeks(Dataset<Row> views, List<ZoneId> zones) {
    Column[] each = zones.stream().map(Cohorts::mondays).toArray(Column[]::new);
    return views
        .groupBy("title", "person")
        .agg(array(each).as("zones"))
        .select(col("title"), explode(col("zones")).as("zone"))
        .select("title", "zone.*");
  }

  private static Column mondays(ZoneId zone) {
    Column day = to_date(from_utc_timestamp(col("started"), zone.getId()));
    return struct(
        lit(zone.getId()).as("zone"), collect_set(date_sub(day, weekday(day))).as("mondays"));
  }
}
