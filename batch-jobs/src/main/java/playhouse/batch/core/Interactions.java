package playhouse.batch.core;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import playhouse.contracts.behaviour.Activity;

/** The tables {@code core.interactions} and {@code core.activity}. */
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
