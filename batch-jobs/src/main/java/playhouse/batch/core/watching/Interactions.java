package playhouse.batch.core.watching;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import playhouse.batch.core.Facts;
import playhouse.contracts.behaviour.Activity;

/** The tables {@code core.interactions}, {@code core.activity} and {@code core.first_plays}. */
final class Interactions {
  private static final String[] ABOUT_A_TITLE = {
    "rating",
    "tag",
    "comment_added",
    "danmaku_sent",
    "like_added",
    "like_removed",
    "favourite_added",
    "favourite_removed",
    "share_completed",
    "page_viewed"
  };

  private Interactions() {}

  static Dataset<Row> from(Dataset<Row> interaction) {
    return Facts.counting(interaction)
        .select(
            Facts.day("occurred"),
            col("id"),
            col("source"),
            col("person"),
            title().as("title"),
            col("type").as("kind"),
            col("rating.score"),
            col("rating.scale"),
            col("tag.tag").as("tag"),
            col("share_completed.network"),
            col("occurred"),
            Facts.quarterNo("occurred").as("quarter_no"),
            col("type").isin(Activity.INTERACTIONS.toArray()).as("active"),
            col("country"),
            col("platform"),
            col("backfill"));
  }

  /** When people were active by a play that counts. */
  static Dataset<Row> activePlays(Dataset<Row> plays) {
    return active(plays.where(col("qualified")));
  }

  /** When people were active by an interaction that counts. */
  static Dataset<Row> activeInteractions(Dataset<Row> interactions) {
    return active(interactions.where(col("active")));
  }

  /** The first qualified play of each person on each day. */
  static Dataset<Row> firstPlays(Dataset<Row> plays) {
    return plays
        .where("qualified AND person IS NOT NULL")
        .groupBy("day", "person")
        .agg(expr("MIN_BY(STRUCT(play, title, started), STRUCT(started, play))").as("first"))
        .select(col("day"), col("person"), col("first.*"));
  }

  private static Dataset<Row> active(Dataset<Row> rows) {
    return rows.where(col("person").isNotNull()).select("day", "person", "quarter_no");
  }

  private static Column title() {
    Column[] titles = new Column[ABOUT_A_TITLE.length];
    for (int i = 0; i < titles.length; i++) {
      titles[i] = col(ABOUT_A_TITLE[i] + ".title");
    }
    return coalesce(titles);
  }
}
