package playhouse.batch.valuation;

import static org.apache.spark.sql.functions.expr;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Who of the people who paid at the end of a week, and had watched in it, still paid four weeks
 * later: watchers of a title beside people of the same kind.
 *
 * <p>Of the same kind are those of one week who have paid for about as long, who watched in as many
 * of the four weeks before, and who watched about as many titles in that week. A person counts as a
 * watcher of a title once, in the week in which they first watched it.
 */
record Staying(Moment moment) {
  private static final String[] PERSON_WEEK = {"person", "week"};

  /** Each person and week: person, week, stratum, stayed (0 or 1). */
  Dataset<Row> people(Dataset<Row> watched, Dataset<Row> subscriptions) {
    Dataset<Row> paid = paid(subscriptions);
    Dataset<Row> still =
        paid.selectExpr("person", "week + " + Moment.STAY_WEEKS + " AS week", "1 AS stayed");
    Dataset<Row> known = watched.where("person IS NOT NULL");
    Dataset<Row> weeks =
        known.groupBy(PERSON_WEEK[0], PERSON_WEEK[1]).agg(expr("COUNT(DISTINCT title) AS titles"));
    Dataset<Row> habits =
        weeks
            .where("week < 60")
            .groupBy("person")
            .agg(expr("BIT_OR(SHIFTLEFT(1L, CAST(week AS INT))) AS weeks"));
    return paid.where("week >= " + Moment.STAY_WEEKS)
        .join(weeks, PERSON_WEEK)
        .join(habits, "person")
        .join(still, PERSON_WEEK, "left")
        .selectExpr(
            "person",
            "week",
            "CONCAT_WS('/', week, tenure, CASE WHEN titles = 1 THEN 1 WHEN titles <= 3 THEN 2"
                + " WHEN titles <= 7 THEN 3 ELSE 4 END,"
                + " BIT_COUNT(SHIFTRIGHT(weeks, CAST(week + 1 AS INT)) & 15L)) AS stratum",
            "COALESCE(stayed, 0) AS stayed");
  }

  /** Who paid at the end of each week: person, week, tenure. */
  private Dataset<Row> paid(Dataset<Row> subscriptions) {
    String end = moment.end("week");
    Dataset<Row> terms =
        subscriptions.where("state = 'paid' AND person IS NOT NULL AND " + moment.after("since"));
    Dataset<Row> first = terms.groupBy("person").agg(expr("MIN(since) AS first_paid"));
    return terms
        .withColumn("week", expr("EXPLODE(SEQUENCE(0, " + (Moment.RECENT_WEEKS - 1) + "))"))
        .where("since <= " + end + " AND (until IS NULL OR until > " + end + ")")
        .select(PERSON_WEEK[0], PERSON_WEEK[1])
        .distinct()
        .join(first, "person")
        .selectExpr(
            "person",
            "week",
            "CASE WHEN DATEDIFF("
                + end
                + ", first_paid) < 28 THEN 0 WHEN DATEDIFF("
                + end
                + ", first_paid) < 90 THEN 1 ELSE 2 END AS tenure");
  }

  /** All people of a kind: stratum, n, stayed. */
  static Dataset<Row> all(Dataset<Row> people) {
    return people.groupBy("stratum").agg(expr("COUNT(1) AS n"), expr("SUM(stayed) AS stayed"));
  }

  /** Watchers of a title of a kind: title, stratum, n, stayed. */
  static Dataset<Row> watchers(Dataset<Row> people, Dataset<Row> watched) {
    return watched
        .where("person IS NOT NULL")
        .groupBy("person", "title")
        .agg(expr("MAX(week) AS week"))
        .join(people, PERSON_WEEK)
        .groupBy("title", "stratum")
        .agg(expr("COUNT(1) AS n"), expr("SUM(stayed) AS stayed"));
  }

  /** How many people paid at the moment. */
  long paying(Dataset<Row> subscriptions) {
    return paid(subscriptions).where("week = 0").count();
  }

  /** Paid viewers of each title in the last weeks: title, paid_viewers. */
  Dataset<Row> paidViewers(Dataset<Row> watched, Dataset<Row> subscriptions) {
    return watched
        .where("person IS NOT NULL")
        .select("person", "week", "title")
        .join(paid(subscriptions), PERSON_WEEK)
        .groupBy("title")
        .agg(expr("COUNT(DISTINCT person) AS paid_viewers"));
  }
}
