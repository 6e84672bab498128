package playhouse.batch.factory;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.time.LocalDate;
import java.util.Iterator;
import java.util.NavigableSet;
import java.util.UUID;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import playhouse.batch.Lake;
import playhouse.batch.StateTopic;
import playhouse.contracts.Topics;
import playhouse.contracts.facts.Prediction;

/** A day's answers as messages; whoever is asked no more is forgotten. */
final class Told {
  /** For so many days a night that failed is made up for. */
  private static final int LOOKED_BACK = 8;

  private Told() {}

  /** How many people were told of; none if there are answers of a later day. */
  static long of(Lake lake, String table, String model, LocalDate day) {
    NavigableSet<LocalDate> stored = lake.days(table);
    if (stored.isEmpty() || day.isBefore(stored.last())) {
      return 0;
    }
    Dataset<Row> now = lake.table(table).where(col("day").equalTo(lit(day)));
    Dataset<Row> gone =
        lake.table(table)
            .where(col("day").lt(lit(day)).and(col("day").geq(lit(day.minusDays(LOOKED_BACK)))))
            .select("person")
            .distinct()
            .except(now.select("person"));
    long told = 0;
    try (StateTopic topic = StateTopic.open(lake.settings(), Topics.PREDICTIONS)) {
      Iterator<Row> people = gone.toLocalIterator();
      while (people.hasNext()) {
        topic.forget(model + "|" + people.next().getString(0));
      }
      Iterator<Row> rows = now.toLocalIterator();
      while (rows.hasNext()) {
        Prediction prediction = prediction(model, rows.next());
        topic.tell(model + "|" + prediction.getPerson(), prediction);
        told++;
      }
    }
    return told;
  }

  private static Prediction prediction(String model, Row row) {
    return Prediction.newBuilder()
        .setPerson(UUID.fromString(row.getAs("person")))
        .setModel(model)
        .setVersion(row.getAs("model"))
        .setDay(row.getAs("day").toString())
        .setProbability(row.<Double>getAs("probability"))
        .setLow(row.<Double>getAs("low"))
        .setHigh(row.<Double>getAs("high"))
        .build();
  }
}
