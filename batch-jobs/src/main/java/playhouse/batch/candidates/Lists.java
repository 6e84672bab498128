package playhouse.batch.candidates;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.row_number;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Lists of titles by catalogue: kind, catalogue, place, title, score.
 *
 * <p>Each catalogue's clock stands at the last time that anybody took anything of it, so that old
 * data have lists too.
 *
 * @param length most titles in a list
 */
record Lists(int length) {
  private static final String CATALOGUE =
      "IF(instr(title, ':') > 0, substring_index(title, ':', 1), '') AS catalogue";
  private static final int HALF_LIFE_DAYS = 180;

  /** What many people care for; care fades. Decimals, so that the order of adding is nothing. */
  Dataset<Row> popular(Dataset<Row> taken) {
    String care = "strength * pow(0.5D, age_days / " + HALF_LIFE_DAYS + ")";
    return ranked(
        "popular",
        aged(taken)
            .groupBy("catalogue", "title")
            .agg(expr("CAST(sum(CAST(" + care + " AS DECIMAL(20, 15))) AS DOUBLE) AS score")));
  }

  /** What more people took in the last week than in an average one of the four before. */
  Dataset<Row> trending(Dataset<Row> taken) {
    return ranked(
        "trending",
        aged(taken)
            .groupBy("catalogue", "title")
            .agg(
                expr("count_if(age_days < 7) AS lately"),
                expr("count_if(age_days >= 7 AND age_days < 35) / 4D AS before"))
            .where("lately >= 3 AND lately > before")
            .selectExpr("catalogue", "title", "(lately - before) / sqrt(before + 1) AS score"));
  }

  /**
   * What came to the catalogue last, then what was released last; the score is the day of coming,
   * counted from 1970, and a fraction for the year.
   *
   * @param catalogue {@code raw.catalogue}
   */
  Dataset<Row> fresh(Dataset<Row> catalogue) {
    return ranked(
        "new",
        catalogue
            .where("exclusion IS NULL AND title_upserted IS NOT NULL")
            .selectExpr(
                "title_upserted.title AS title",
                "unix_date(date(occurred)) AS came",
                "title_upserted.released_year AS released")
            .groupBy("title")
            .agg(expr("min(came) + coalesce(max(released), 0) / 10000D AS score"))
            .selectExpr(CATALOGUE, "title", "score"));
  }

  private static Dataset<Row> aged(Dataset<Row> taken) {
    Dataset<Row> rows = taken.selectExpr(CATALOGUE, "title", "occurred", "strength");
    Dataset<Row> last = rows.groupBy("catalogue").agg(expr("max(occurred) AS last"));
    return rows.join(last, "catalogue")
        .withColumn("age_days", expr("datediff(date(last), date(occurred))"));
  }

  private Dataset<Row> ranked(String kind, Dataset<Row> scored) {
    var ofCatalogue = Window.partitionBy("catalogue").orderBy(col("score").desc(), col("title"));
    return scored
        .withColumn("place", row_number().over(ofCatalogue))
        .where(col("place").leq(length))
        .selectExpr("'" + kind + "' AS kind", "catalogue", "place", "title", "score");
  }
}
