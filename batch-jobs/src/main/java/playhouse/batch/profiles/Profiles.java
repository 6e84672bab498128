package playhouse.batch.profiles;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_from_entries;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;

import java.time.LocalDate;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What is known of each person at the end of a day: the rows of {@code mart.profiles}.
 *
 * <p>Shares are sums of decimals divided last: a sum of doubles would depend on the order in which
 * Spark happens to add, and a rerun would differ in the last digit.
 */
record Profiles(LocalDate day) {
  private static final int RECENT_DAYS = 28;
  private static final double HALF_LIFE_DAYS = 182.5;
  private static final String[] PERSON = {"person"};

  /**
   * Puts the parts together, a row for each person who ever did anything.
   *
   * @param plays {@code core.plays}
   * @param interactions {@code core.interactions}
   * @param attentions person, title, occurred, strength
   * @param titles {@code core.titles}
   * @param payments {@code core.payments}
   * @param impressions {@code core.impressions}
   */
  Dataset<Row> from(
      Dataset<Row> plays,
      Dataset<Row> interactions,
      Dataset<Row> attentions,
      Dataset<Row> titles,
      Dataset<Row> payments,
      Dataset<Row> impressions) {
    return people(plays, interactions)
        .join(genres(attentions, titles), PERSON, "left")
        .join(platforms(plays), PERSON, "left")
        .join(hours(plays), PERSON, "left")
        .join(value(payments, impressions), PERSON, "left")
        .selectExpr(
            "DATE'" + day + "' AS day",
            "person",
            "coalesce(genres, map()) AS genres",
            "coalesce(platforms, map()) AS platforms",
            "coalesce(hrs, array()) AS hrs",
            "recency_days",
            "events_28d",
            "played_millis_28d",
            "coalesce(value_micros_28d, 0) AS value_micros_28d");
  }

  /** How lately and how much each person did anything. */
  private Dataset<Row> people(Dataset<Row> plays, Dataset<Row> interactions) {
    Dataset<Row> played = known(plays).selectExpr("person", "day", "1 AS counts", "played_millis");
    Dataset<Row> did =
        known(interactions).selectExpr("person", "day", "int(active) AS counts", "0L");
    return played
        .union(did)
        .groupBy("person")
        .agg(
            expr("datediff(DATE'" + day + "', max(day)) AS recency_days"),
            sum(expr("IF(" + recent() + ", counts, 0)")).as("events_28d"),
            sum(expr("IF(" + recent() + ", played_millis, 0)")).as("played_millis_28d"));
  }

  /** Attention by genre; a title of several genres counts for each in part. */
  private static Dataset<Row> genres(Dataset<Row> attentions, Dataset<Row> titles) {
    Dataset<Row> last = attentions.groupBy("person").agg(expr("max(occurred) AS last"));
    String ageDays = "(unix_micros(last) - unix_micros(occurred)) / 8.64e10D";
    String weight = "strength / size(genres) * pow(0.5, " + ageDays + " / " + HALF_LIFE_DAYS + ")";
    return shares(
        attentions
            .join(last, "person")
            .join(titles.where("size(genres) > 0").select("title", "genres"), "title")
            .selectExpr(
                "person",
                "explode(genres) AS name",
                "CAST(" + weight + " AS DECIMAL(20, 15)) AS weight"),
        "genres");
  }

  private Dataset<Row> platforms(Dataset<Row> plays) {
    return shares(
        known(plays)
            .where("platform IS NOT NULL")
            .selectExpr("person", "platform AS name", "CAST(1 AS DECIMAL(20, 15)) AS weight"),
        "platforms");
  }

  /** Each name's part of a person's weight, as a map. */
  private static Dataset<Row> shares(Dataset<Row> weights, String as) {
    Dataset<Row> totals = weights.groupBy("person").agg(sum("weight").as("total"));
    return weights
        .groupBy("person", "name")
        .agg(sum("weight").as("weight"))
        .join(totals, "person")
        .where("total > 0")
        .withColumn("share", expr("CAST(weight AS DOUBLE) / CAST(total AS DOUBLE)"))
        .groupBy("person")
        .agg(map_from_entries(collect_list(struct("name", "share"))).as(as));
  }

  private Dataset<Row> hours(Dataset<Row> plays) {
    Column[] counts =
        IntStream.range(0, 24)
            .mapToObj(hour -> expr("count_if(hour(started) = " + hour + ") / count(1)"))
            .toArray(Column[]::new);
    return known(plays).groupBy("person").agg(array(counts).as("hrs"));
  }

  private Dataset<Row> value(Dataset<Row> payments, Dataset<Row> impressions) {
    Dataset<Row> paid =
        payments.selectExpr(
            "person",
            "day",
            "IF(kind IN ('captured', 'chargeback_won'), 1, -1) * reporting_micros AS micros");
    Dataset<Row> earned =
        impressions.where("valid").selectExpr("person", "day", "reporting_micros AS micros");
    return known(paid.union(earned))
        .where("micros IS NOT NULL AND " + recent())
        .groupBy("person")
        .agg(sum("micros").as("value_micros_28d"));
  }

  private Dataset<Row> known(Dataset<Row> rows) {
    return rows.where(col("person").isNotNull().and(col("day").leq(lit(day))));
  }

  private String recent() {
    return "day > DATE'" + day.minusDays(RECENT_DAYS) + "'";
  }
}
