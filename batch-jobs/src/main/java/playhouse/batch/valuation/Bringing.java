package playhouse.batch.valuation;

import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What each title brought in the last weeks: title, what, n (hours in millis, people, micros). */
record Bringing(Moment moment) {
  private static final int WEEKS = Moment.RECENT_WEEKS;

  Dataset<Row> hours(Dataset<Row> watched) {
    return named(
        watched.where("week < " + WEEKS).selectExpr("title", "played_millis AS n"), "millis");
  }

  /** People who watched it first of all, registered lately, and have paid. */
  Dataset<Row> newcomers(Dataset<Row> people) {
    return named(
        moment
            .lately(people, WEEKS)
            .where(
                "first_play_title IS NOT NULL AND "
                    + moment.after("first_paid")
                    + " AND "
                    + moment.after("TIMESTAMP_SECONDS(first_play_quarter_no * 900L)"))
            .selectExpr("first_play_title AS title", "1L AS n"),
        "newcomers");
  }

  /** Whether an ad was valid is known later than it was shown: today's word holds. */
  Dataset<Row> ads(Dataset<Row> impressions) {
    return named(
        moment
            .lately(impressions, WEEKS)
            .where("valid AND title IS NOT NULL AND reporting_micros IS NOT NULL")
            .selectExpr("title", "reporting_micros AS n"),
        "ads");
  }

  /** Purchases less what was given back of them until the moment. */
  Dataset<Row> sales(Dataset<Row> payments) {
    Dataset<Row> known = moment.lately(payments, WEEKS);
    Dataset<Row> bought =
        known
            .where("kind = 'captured' AND purpose = 'transaction' AND title IS NOT NULL")
            .groupBy("payment")
            .agg(expr("MIN(title) AS bought"));
    return named(
        known.join(bought, "payment").selectExpr("bought AS title", signed() + " AS n"), "sales");
  }

  /** What all subscriptions brought in the last four weeks, less what was given back. */
  long paid(Dataset<Row> payments) {
    Dataset<Row> known = moment.lately(payments, Moment.STAY_WEEKS);
    Dataset<Row> ofTerms =
        known.where("kind = 'captured' AND purpose = 'subscription'").select("payment").distinct();
    return sum(known.join(ofTerms, "payment"), signed());
  }

  /** What delivery and computing cost in the last four weeks. */
  long delivery(Dataset<Row> costs) {
    return sum(
        moment.lately(costs, Moment.STAY_WEEKS).where("kind IN ('cdn', 'compute')"),
        "reporting_micros");
  }

  private static String signed() {
    return "IF(kind IN ('captured', 'chargeback_won'), 1L, -1L) * reporting_micros";
  }

  private static long sum(Dataset<Row> rows, String micros) {
    return rows.selectExpr("COALESCE(SUM(" + micros + "), 0L)").first().getLong(0);
  }

  private static Dataset<Row> named(Dataset<Row> rows, String what) {
    return rows.where("n IS NOT NULL")
        .groupBy("title")
        .agg(expr("SUM(n) AS n"))
        .withColumn("what", lit(what));
  }
}
