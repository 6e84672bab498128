package playhouse.batch.core.watching;

import static org.apache.spark.sql.functions.expr;

import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import playhouse.batch.core.Facts;

/** The table {@code core.recommendations}: each title of each list once. */
final class Recommendations {
  /** Days after a list in which something may come of it. */
  static final int DAYS = 7;

  private static final String WITHIN =
      "at >= occurred AND at < occurred + INTERVAL " + DAYS + " DAYS";

  private Recommendations() {}

  /**
   * @param told rows of {@code raw.recommendation}
   * @param plays rows of {@code core.plays}
   * @param interactions rows of {@code core.interactions}
   */
  static Dataset<Row> from(
      Dataset<Row> told, Optional<Dataset<Row>> plays, Optional<Dataset<Row>> interactions) {
    Dataset<Row> shown = shown(told);
    Dataset<Row> answers =
        answers(told, "recommendation.clicked", "clicked")
            .union(answers(told, "recommendation.dismissed", "dismissed"));
    Dataset<Row> answered =
        shown
            .join(answers, new String[] {"served", "title"}, "left")
            .groupBy(columns(shown))
            .agg(
                expr("COALESCE(BOOL_OR(answer = 'clicked' AND " + WITHIN + "), FALSE)")
                    .as("clicked"),
                expr("COALESCE(BOOL_OR(answer = 'dismissed' AND " + WITHIN + "), FALSE)")
                    .as("dismissed"));
    return liked(plays, interactions)
        .map(
            hits ->
                answered
                    .join(hits, new String[] {"person", "title"}, "left")
                    .groupBy(columns(answered))
                    .agg(expr("COALESCE(BOOL_OR(" + WITHIN + "), FALSE)").as("hit")))
        .orElseGet(() -> answered.withColumn("hit", expr("FALSE")));
  }

  private static Dataset<Row> shown(Dataset<Row> told) {
    return Facts.told(
            told,
            "recommendation.served",
            "person",
            "recommendation_served.served",
            "recommendation_served.surface",
            "recommendation_served.model",
            "recommendation_served.model_version",
            "INLINE(recommendation_served.items)")
        .where("person IS NOT NULL")
        .groupBy(
            "day",
            "served",
            "title",
            "person",
            "surface",
            "model",
            "model_version",
            "occurred",
            "quarter_no")
        .agg(expr("MIN_BY(STRUCT(position, propensity), position)").as("item"))
        .selectExpr(
            "day",
            "served",
            "title",
            "person",
            "surface",
            "model",
            "model_version",
            "occurred",
            "quarter_no",
            "item.position AS place",
            "item.propensity AS propensity",
            "CAST(FLOOR(1000000 / GREATEST(item.propensity, 0.01D)) AS BIGINT) AS weight_micros");
  }

  private static Dataset<Row> answers(Dataset<Row> told, String type, String answer) {
    String fact = type.replace('.', '_');
    return Facts.of(told, type)
        .selectExpr(
            fact + ".served AS served",
            fact + ".title AS title",
            "'" + answer + "' AS answer",
            "occurred AS at");
  }

  /** Plays that reached 70 % of a title, and likes. */
  private static Optional<Dataset<Row>> liked(
      Optional<Dataset<Row>> plays, Optional<Dataset<Row>> interactions) {
    Optional<Dataset<Row>> reached =
        plays.map(
            rows ->
                rows.where("10 * distinct_millis >= 7 * runtime_millis")
                    .selectExpr("person", "title", "started AS at"));
    Optional<Dataset<Row>> likes =
        interactions.map(
            rows ->
                rows.where("kind = 'like.added'").selectExpr("person", "title", "occurred AS at"));
    return java.util.stream.Stream.of(reached, likes)
        .flatMap(Optional::stream)
        .map(rows -> rows.where("person IS NOT NULL"))
        .reduce(Dataset::union);
  }

  private static org.apache.spark.sql.Column[] columns(Dataset<Row> rows) {
    return java.util.Arrays.stream(rows.columns())
        .map(org.apache.spark.sql.functions::col)
        .toArray(org.apache.spark.sql.Column[]::new);
  }
}
