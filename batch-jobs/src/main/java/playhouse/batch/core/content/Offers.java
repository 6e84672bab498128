package playhouse.batch.core.content;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lead;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.struct;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import playhouse.batch.core.Facts;

/** The tables {@code core.publications} and {@code core.offers}, to the quarter hour. */
final class Offers {
  /** A series is offered by its episodes, an artist by the tracks. */
  private static final String[] WATCHED = {"film", "episode", "track", "podcast"};

  private Offers() {}

  static Dataset<Row> publications(Dataset<Row> catalogue) {
    return Facts.told(catalogue, "title.upserted", "title_upserted.*")
        .groupBy("title")
        .agg(
            min_by(
                    struct(
                        col("day"),
                        col("kind"),
                        col("occurred").as("published"),
                        col("quarter_no")),
                    struct(col("occurred"), col("id")))
                .as("first"))
        .select(col("title"), col("first.*"));
  }

  /**
   * When titles are both published and licensed.
   *
   * @param licences rows of {@code core.licences}
   */
  static Dataset<Row> from(Dataset<Row> catalogue, Dataset<Row> licences) {
    Dataset<Row> titles =
        TitlesJob.from(catalogue)
            .where(col("kind").isin((Object[]) WATCHED))
            .selectExpr("title", "kind", "COALESCE(runtime_millis, 0) AS runtime_millis", "series");
    Dataset<Row> published = published(catalogue).join(titles, "title");
    Dataset<Row> windows =
        licences
            .withColumn("territory", explode(col("territories")))
            .selectExpr(
                "title AS licensed",
                "territory",
                "exclusive",
                "GREATEST(quarter_no, CAST(unix_micros(valid_from) DIV 900000000 AS INT)) AS from_no",
                "CAST(unix_micros(valid_until) DIV 900000000 AS INT) AS until_no");
    Dataset<Row> own = published.join(windows, col("title").equalTo(col("licensed")));
    Dataset<Row> ofSeries = published.join(windows, col("series").equalTo(col("licensed")));
    return own.union(ofSeries)
        .select(
            col("title"),
            col("kind"),
            col("runtime_millis"),
            col("territory"),
            col("exclusive"),
            expr("GREATEST(since_no, from_no)").as("from_quarter_no"),
            expr("LEAST(withdrawn_no, until_no)").as("until_quarter_no"))
        .where("from_quarter_no < until_quarter_no")
        .distinct()
        .withColumn("day", expr("date_from_unix_date(CAST(FLOOR(from_quarter_no / 96) AS INT))"));
  }

  /** From when until when the latest word was that a title is offered; null for no end. */
  private static Dataset<Row> published(Dataset<Row> catalogue) {
    WindowSpec inOrder = Window.partitionBy("title").orderBy("occurred", "received", "id");
    return Facts.counting(catalogue)
        .where("type IN ('title.upserted', 'title.withdrawn')")
        .select(
            coalesce(col("title_upserted.title"), col("title_withdrawn.title")).as("title"),
            col("type").equalTo("title.upserted").as("offered"),
            col("occurred"),
            col("received"),
            col("id"))
        .withColumn("offered_before", lag("offered", 1).over(inOrder))
        .where("NOT offered <=> offered_before")
        .withColumn("since_no", Facts.quarterNo("occurred"))
        .withColumn("withdrawn_no", lead("since_no", 1).over(inOrder))
        .where("offered")
        .select("title", "since_no", "withdrawn_no");
  }
}
