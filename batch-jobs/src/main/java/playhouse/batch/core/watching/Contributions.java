package playhouse.batch.core.watching;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import playhouse.batch.core.CasesJob;
import playhouse.batch.core.Facts;
import playhouse.batch.core.Money;

/** The table {@code core.contributions}: of what moderation said, the latest word counts. */
record Contributions() implements CasesJob.Cases {

  @Override
  public Dataset<Row> about(String table, Dataset<Row> facts) {
    if (table.equals("raw.community")) {
      return Facts.told(
              facts,
              "moderation.decided",
              "moderation_decided.contribution AS about",
              "moderation_decided.decision")
          .withColumn("opens", expr("FALSE"));
    }
    return Facts.placed(
            facts.where("type IN ('comment.added', 'danmaku.sent')"),
            "IF(type = 'comment.added', 'comment', 'danmaku') AS kind",
            "person",
            "COALESCE(comment_added.comment, danmaku_sent.danmaku) AS about",
            "COALESCE(comment_added.title, danmaku_sent.title) AS title",
            "comment_added.parent",
            "danmaku_sent.position_millis",
            "COALESCE(comment_added.text, danmaku_sent.text) AS text",
            "comment_added.language")
        .withColumn("opens", expr("TRUE"));
  }

  @Override
  public Dataset<Row> from(Dataset<Row> facts, Money money) {
    Dataset<Row> all =
        java.util.Arrays.asList(facts.columns()).contains("decision")
            ? facts
            : facts.withColumn("decision", expr("CAST(NULL AS STRING)"));
    return all.groupBy(col("about").as("contribution"))
        .agg(
            expr("MIN_BY(STRUCT(day, kind, person, title, parent, position_millis, text, language,"
                    + " occurred, quarter_no), STRUCT(occurred, id)) FILTER (WHERE opens)")
                .as("sent"),
            expr("MAX_BY(decision, STRUCT(occurred, id)) FILTER (WHERE NOT opens)").as("decision"))
        .where("sent IS NOT NULL")
        .select(col("contribution"), col("sent.*"), col("decision"))
        .withColumn("hidden", coalesce(col("decision").equalTo("hide"), expr("FALSE")));
  }
}
