package playhouse.batch.training;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.api.java.UDF4;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import playhouse.contracts.behaviour.Mark;
import playhouse.contracts.behaviour.Strength;

/**
 * What all deeds of a person with a title come to: person, title, occurred (the latest deed) and
 * strength, by the same rules as the live features.
 */
public final class Attentions {
  private static final UserDefinedFunction OF_RATING =
      udf((UDF2<Double, String, Float>) Strength::ofRating, DataTypes.FloatType);
  private static final UserDefinedFunction STRENGTH =
      udf((UDF4<Float, Boolean, Float, Double, Float>) Strength::of, DataTypes.FloatType);

  private Attentions() {}

  /**
   * Adds up deeds.
   *
   * @param deeds of one or more of the kinds below
   */
  public static Dataset<Row> from(Dataset<Row> deeds) {
    Column opinion = struct(col("occurred").as("at"), col("opinion"));
    return deeds
        .where("person IS NOT NULL AND title IS NOT NULL")
        .groupBy("person", "title")
        .agg(
            max("occurred").as("occurred"),
            max("share").as("share"),
            max("interest").as("interest"),
            max(when(col("opinion").isNotNull(), opinion)).as("said"))
        .select(
            col("person"),
            col("title"),
            col("occurred"),
            STRENGTH
                .apply(
                    coalesce(col("said.opinion"), lit(Mark.NO_OPINION)),
                    coalesce(col("occurred").gt(col("said.at")), lit(false)),
                    col("interest"),
                    col("share"))
                .as("strength"));
  }

  /** Deeds out of {@code core.plays}. */
  public static Dataset<Row> ofPlays(Dataset<Row> plays) {
    Column share =
        when(col("stop_reason").equalTo("completed"), 1.0)
            .otherwise(coalesce(col("completion").cast("double"), lit(0.0)));
    return deeds(
        plays, col("ended"), share, lit(Strength.BEGUN), lit(null).cast(DataTypes.FloatType));
  }

  /** Deeds out of {@code core.interactions}; those that say nothing of taste are left out. */
  public static Dataset<Row> ofInteractions(Dataset<Row> interactions) {
    Column kind = col("kind");
    Column opinion =
        when(kind.equalTo("rating"), OF_RATING.apply(col("score"), col("scale")))
            .when(kind.equalTo("like.added"), lit(Strength.FULL))
            .when(kind.equalTo("like.removed"), lit(Strength.NEUTRAL));
    Column interest =
        when(kind.isin("favourite.added", "share.completed"), lit(Strength.KEPT))
            .when(kind.isin("comment.added", "danmaku.sent", "tag"), lit(Strength.TALKED_ABOUT));
    Dataset<Row> all =
        deeds(interactions, col("occurred"), lit(0.0), coalesce(interest, lit(0f)), opinion);
    return all.where("opinion IS NOT NULL OR interest > 0");
  }

  /** Deeds out of {@code raw.recommendation}: what was waved away. */
  public static Dataset<Row> ofDismissals(Dataset<Row> recommendations) {
    Dataset<Row> dismissed =
        recommendations
            .where("exclusion IS NULL AND type = 'recommendation.dismissed'")
            .select(
                col("person"), col("recommendation_dismissed.title").as("title"), col("occurred"));
    return deeds(dismissed, col("occurred"), lit(0.0), lit(0f), lit(Strength.DISMISSED));
  }

  private static Dataset<Row> deeds(
      Dataset<Row> rows, Column occurred, Column share, Column interest, Column opinion) {
    return rows.select(
        col("person"),
        col("title"),
        occurred.as("occurred"),
        share.as("share"),
        interest.as("interest"),
        opinion.as("opinion"));
  }
}
