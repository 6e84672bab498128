package playhouse.batch.core.money;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lead;
import static org.apache.spark.sql.functions.lit;

import java.time.LocalDate;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import playhouse.batch.Changes;
import playhouse.batch.Days;
import playhouse.batch.Job;
import playhouse.batch.Lake;
import playhouse.batch.Outcome;
import playhouse.batch.Request;
import playhouse.batch.Written;
import playhouse.batch.core.Facts;
import playhouse.contracts.Family;

/** The job {@code rates}: every day until the last one with events has the rates that held. */
record RatesJob() implements Job {
  private static final String RAW = "raw.payment";
  private static final String OUTPUT = "core.rates";

  @Override
  public String name() {
    return "rates";
  }

  @Override
  public String purpose() {
    return "Rates of exchange by day: core.rates.";
  }

  @Override
  public Outcome run(Lake lake, Request request) {
    Changes changes = Changes.since(lake, name(), request, List.of(RAW));
    if (changes.snapshots().isEmpty()) {
      return changes.outcome(Written.nothing(), "nothing new");
    }
    Dataset<Row> rates =
        from(changes.read(RAW).orElseThrow(), lake.currency(), lastDay(lake)).persist();
    try {
      NavigableSet<LocalDate> owned = new TreeSet<>(lake.days(OUTPUT));
      rates.select("day").distinct().collectAsList().forEach(row -> owned.add(row.getLocalDate(0)));
      owned.retainAll(changes.given() ? changes.days() : owned);
      return changes.outcome(
          lake.overwriteDays(rates.where(Days.among(col("day"), owned)), OUTPUT, owned), "");
    } finally {
      rates.unpersist();
    }
  }

  private static LocalDate lastDay(Lake lake) {
    NavigableSet<LocalDate> days = new TreeSet<>();
    for (Family family : Family.values()) {
      days.addAll(lake.days("raw." + family.topic()));
    }
    return days.isEmpty() ? LocalDate.EPOCH : days.last();
  }

  /** Of each day with a rate the last one, and the same on the days after until the next. */
  static Dataset<Row> from(Dataset<Row> payment, String reporting, LocalDate last) {
    return Facts.told(payment, "rate.published", "rate_published.*")
        .where(col("reporting").equalTo(reporting))
        .groupBy("currency", "day")
        .agg(expr("MAX_BY(rate_nanos, STRUCT(occurred, id))").as("rate_nanos"))
        .withColumn("next", lead("day", 1).over(Window.partitionBy("currency").orderBy("day")))
        .withColumn(
            "until", expr("COALESCE(DATE_SUB(next, 1), GREATEST(day, DATE '" + last + "'))"))
        .withColumn("day", expr("EXPLODE(SEQUENCE(day, until))"))
        .select(col("day"), col("currency"), col("rate_nanos"), lit(1).as("one"))
        .drop("one");
  }
}
