package playhouse.batch.core.people;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import playhouse.batch.core.Facts;

/** The tables {@code core.registrations}, {@code core.first_payments} and {@code core.people}. */
final class People {
  /** Days after registration in which a first play is looked for. */
  static final int PLAY_DAYS = 29;

  /** Days after registration in which a first payment is looked for. */
  static final int PAY_DAYS = 91;

  private People() {}

  static Dataset<Row> registrations(Dataset<Row> account) {
    return Facts.of(account, "account.verified")
        .select(
            Facts.day("occurred"),
            col("id"),
            col("source"),
            col("person"),
            col("account_verified.channel"),
            col("account_verified.method"),
            col("occurred"),
            Facts.quarterNo("occurred").as("quarter_no"),
            col("country"));
  }

  /**
   * When each person first paid anything.
   *
   * @param payments rows of {@code core.payments}
   */
  static Dataset<Row> firstPayments(Dataset<Row> payments) {
    return payments
        .where("kind = 'captured' AND person IS NOT NULL AND net_micros > 0")
        .groupBy("person")
        .agg(expr("MIN(occurred)").as("occurred"))
        .withColumn("day", Facts.day("occurred"))
        .withColumn("quarter_no", Facts.quarterNo("occurred"));
  }

  /** One row for each person, on the day of the first registration of that day. */
  static Dataset<Row> from(
      Dataset<Row> registrations,
      Optional<Dataset<Row>> firstPlays,
      Optional<Dataset<Row>> firstPayments,
      Dataset<Row> titles) {
    Dataset<Row> people =
        registrations
            .where("person IS NOT NULL")
            .groupBy("day", "person")
            .agg(
                expr("MIN_BY(STRUCT(occurred AS registered, quarter_no, channel, country),"
                        + " STRUCT(occurred, id))")
                    .as("first"))
            .select(col("day"), col("person"), col("first.*"));
    return played(paid(people, firstPayments), firstPlays, titles);
  }

  private static Dataset<Row> paid(Dataset<Row> people, Optional<Dataset<Row>> firstPayments) {
    if (firstPayments.isEmpty()) {
      return people.selectExpr(
          "*", "CAST(NULL AS TIMESTAMP) AS first_paid", "CAST(NULL AS INT) AS days_to_pay");
    }
    return people
        .join(
            firstPayments.get().selectExpr("person", "occurred AS first_paid"),
            new String[] {"person"},
            "left")
        .withColumn(
            "days_to_pay",
            expr(
                "CAST(FLOOR((unix_micros(first_paid) - unix_micros(registered)) / 86400000000) AS INT)"));
  }

  private static Dataset<Row> played(
      Dataset<Row> people, Optional<Dataset<Row>> firstPlays, Dataset<Row> titles) {
    Dataset<Row> first =
        firstPlays
            .map(plays -> first(people, plays))
            .orElseGet(
                () ->
                    people.selectExpr(
                        "person",
                        "day",
                        "CAST(NULL AS STRUCT<play: STRING, title: STRING, started: TIMESTAMP>) AS first"));
    return people
        .join(first, new String[] {"person", "day"}, "left")
        .join(
            titles.selectExpr("title AS known", "kind", "TRY_ELEMENT_AT(genres, 1) AS genre"),
            col("first.title").equalTo(col("known")),
            "left")
        .select(
            col("*"),
            col("first.play").as("first_play"),
            Facts.quarterNo("first.started").as("first_play_quarter_no"),
            col("first.title").as("first_play_title"),
            col("kind").as("first_play_kind"),
            col("genre").as("first_play_genre"));
  }

  /** From a day before registration to 28 days after. */
  private static Dataset<Row> first(Dataset<Row> people, Dataset<Row> plays) {
    return people
        .select("person", "day", "registered")
        .join(plays.select("person", "play", "title", "started"), "person")
        .where(
            "started >= registered - INTERVAL 1 DAY AND started <= registered + INTERVAL 28 DAYS")
        .groupBy("person", "day")
        .agg(expr("MIN_BY(STRUCT(play, title, started), STRUCT(started, play))").as("first"));
  }
}
