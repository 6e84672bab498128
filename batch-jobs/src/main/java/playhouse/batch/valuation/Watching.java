package playhouse.batch.valuation;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.expr;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Views by people, each in its week: what was watched before a moment. */
final class Watching {
  private static final int MOST_HOURS_A_DAY = 20;
  private static final int MOST_VIEWS_A_DAY = 200;

  private Watching() {}

  /**
   * Without those who watch like no person: day, title, person, played_millis, week.
   *
   * @param views rows of {@code core.title_views}
   */
  static Dataset<Row> from(Dataset<Row> views, Moment moment) {
    Dataset<Row> slim =
        moment
            .before(views)
            .where("counted = 'view'")
            .selectExpr(
                "day",
                "title",
                "person",
                "played_millis",
                "COALESCE(person, device) AS who",
                moment.week("day") + " AS week");
    Dataset<Row> tireless =
        slim.where("who IS NOT NULL")
            .groupBy("day", "who")
            .agg(expr("COUNT(1) AS views"), expr("SUM(played_millis) AS millis"))
            .where(
                "views > %d OR millis > %d"
                    .formatted(MOST_VIEWS_A_DAY, MOST_HOURS_A_DAY * 3_600_000L))
            .select("day", "who");
    return slim.join(broadcast(tireless), new String[] {"day", "who"}, "left_anti").drop("who");
  }

  /**
   * The same with a row more for the series of an episode, which stands for all of them.
   *
   * @param titles title, series
   */
  static Dataset<Row> withSeries(Dataset<Row> watched, Dataset<Row> titles) {
    Dataset<Row> ofSeries =
        watched
            .join(titles.where("series IS NOT NULL").select("title", "series"), "title")
            .drop("title")
            .withColumnRenamed("series", "title");
    return watched.unionByName(ofSeries);
  }
}
