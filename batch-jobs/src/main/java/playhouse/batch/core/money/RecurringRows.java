package playhouse.batch.core.money;

import static org.apache.spark.sql.functions.expr;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import playhouse.batch.core.Facts;
import playhouse.batch.core.Money;

/** The tables {@code core.subscriptions} and {@code core.mrr_changes}, person by person. */
final class RecurringRows {
  private static final List<String> ORDER =
      List.of("started", "resumed", "changed", "paid", "paused", "ended");
  private static final StructType INTERVAL =
      new StructType()
          .add("person", DataTypes.StringType)
          .add("subscription", DataTypes.StringType)
          .add("plan", DataTypes.StringType)
          .add("state", DataTypes.StringType)
          .add("since_micros", DataTypes.LongType)
          .add("until_micros", DataTypes.LongType)
          .add("ended_by", DataTypes.StringType)
          .add("mrr_micros", DataTypes.LongType);
  private static final StructType CHANGE =
      new StructType()
          .add("person", DataTypes.StringType)
          .add("at_micros", DataTypes.LongType)
          .add("kind", DataTypes.StringType)
          .add("voluntary", DataTypes.BooleanType)
          .add("before_micros", DataTypes.LongType)
          .add("after_micros", DataTypes.LongType);

  private RecurringRows() {}

  /** What happened to subscriptions, with what 30 days bring from then on. */
  static Dataset<Row> steps(
      Dataset<Row> subscription, Optional<Dataset<Row>> payment, Money money) {
    Dataset<Row> told =
        Facts.counting(subscription)
            .where("person IS NOT NULL")
            .where(
                "type IN ('subscription.started', 'subscription.changed', 'subscription.paused',"
                    + " 'subscription.resumed', 'subscription.ended')")
            .selectExpr(
                "person",
                "COALESCE(subscription_started.subscription, subscription_changed.subscription,"
                    + " subscription_paused.subscription, subscription_resumed.subscription,"
                    + " subscription_ended.subscription) AS subscription",
                "SUBSTRING(type, 14) AS kind",
                "id",
                "unix_micros(occurred) AS at_micros",
                "TO_DATE(occurred) AS day",
                "COALESCE(subscription_started.plan, subscription_changed.to_plan) AS plan",
                "COALESCE(subscription_started.price_micros, subscription_changed.price_micros) AS price_micros",
                "subscription_started.currency AS told_currency",
                "COALESCE(subscription_started.term_days, subscription_changed.term_days) AS told_days",
                "COALESCE(subscription_started.trial_days > 0, FALSE) AS trial",
                "COALESCE(subscription_ended.voluntary, FALSE) AS voluntary")
            // Whoever changes the plan keeps the currency, and the term unless it says otherwise.
            .withColumn("currency", expr("MAX(told_currency) OVER (PARTITION BY subscription)"))
            .withColumn(
                "term_days",
                expr(
                    "LAST_VALUE(told_days) IGNORE NULLS OVER"
                        + " (PARTITION BY subscription ORDER BY at_micros, id)"));
    Dataset<Row> priced =
        money
            .reported(told, "price_micros", "reporting_micros")
            .selectExpr(
                "person",
                "subscription",
                "kind",
                "id",
                "at_micros",
                "plan",
                "CAST(reporting_micros * 30 DIV term_days AS BIGINT) AS mrr_micros",
                "trial",
                "voluntary");
    return payment.map(rows -> priced.unionByName(paid(rows), true)).orElse(priced);
  }

  private static Dataset<Row> paid(Dataset<Row> payment) {
    return Facts.of(payment, "payment.captured")
        .where("person IS NOT NULL AND payment_captured.subscription IS NOT NULL")
        .where("payment_captured.purpose = 'subscription'")
        .selectExpr(
            "person",
            "payment_captured.subscription AS subscription",
            "'paid' AS kind",
            "id",
            "unix_micros(occurred) AS at_micros",
            "FALSE AS trial",
            "FALSE AS voluntary");
  }

  static Dataset<Row> intervals(Dataset<Row> steps) {
    return told(steps, INTERVAL, RecurringRows::intervals)
        .withColumn("since", expr("timestamp_micros(since_micros)"))
        .withColumn("until", expr("timestamp_micros(until_micros)"))
        .withColumn("day", Facts.day("since"));
  }

  static Dataset<Row> changes(Dataset<Row> steps) {
    return told(steps, CHANGE, RecurringRows::changes)
        .withColumn("occurred", expr("timestamp_micros(at_micros)"))
        .withColumn("quarter_no", Facts.quarterNo("occurred"))
        .withColumn("day", Facts.day("occurred"));
  }

  /** What to tell of a person. */
  private interface Telling extends Function<Recurring, List<Object[]>>, java.io.Serializable {}

  private static Dataset<Row> told(Dataset<Row> steps, StructType schema, Telling telling) {
    return steps
        .groupBy("person")
        .as(Encoders.STRING(), Encoders.row(steps.schema()))
        .flatMapGroups(
            (FlatMapGroupsFunction<String, Row, Row>) (person, rows) -> told(person, rows, telling),
            Encoders.row(schema));
  }

  private static Iterator<Row> told(String person, Iterator<Row> rows, Telling telling) {
    List<Row> inOrder = new ArrayList<>();
    rows.forEachRemaining(inOrder::add);
    inOrder.sort(
        Comparator.<Row>comparingLong(row -> row.getAs("at_micros"))
            .thenComparingInt(row -> ORDER.indexOf(row.<String>getAs("kind")))
            .thenComparing(row -> row.<String>getAs("id")));
    Recurring recurring = new Recurring();
    recurring.take(inOrder.stream().map(RecurringRows::step).toList());
    return telling.apply(recurring).stream().map(values -> row(person, values)).iterator();
  }

  private static Recurring.Step step(Row row) {
    return new Recurring.Step(
        row.getAs("subscription"),
        row.getAs("kind"),
        row.<Long>getAs("at_micros"),
        Optional.ofNullable(row.getAs("plan")),
        Optional.ofNullable(row.getAs("mrr_micros")),
        row.<Boolean>getAs("trial"),
        row.<Boolean>getAs("voluntary"));
  }

  private static List<Object[]> intervals(Recurring recurring) {
    return recurring.intervals().stream()
        .map(
            one ->
                new Object[] {
                  one.subscription(),
                  one.plan(),
                  one.state(),
                  one.sinceMicros(),
                  one.untilMicros().orElse(null),
                  one.endedBy().orElse(null),
                  one.mrrMicros()
                })
        .toList();
  }

  private static List<Object[]> changes(Recurring recurring) {
    return recurring.changes().stream()
        .map(
            one ->
                new Object[] {
                  one.atMicros(),
                  one.kind(),
                  one.voluntary().orElse(null),
                  one.beforeMicros(),
                  one.afterMicros()
                })
        .toList();
  }

  private static Row row(String person, Object[] values) {
    Object[] all = new Object[values.length + 1];
    all[0] = person;
    System.arraycopy(values, 0, all, 1, values.length);
    return RowFactory.create(all);
  }
}
