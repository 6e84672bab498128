package playhouse.batch.valuation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import playhouse.models.preference.TakeUp;

/**
 * In which weeks each person viewed titles of which genre or kind, as bits: person, known, genres,
 * kinds.
 */
final class Habits {
  private Habits() {}

  /**
   * Without who watched nothing in all those weeks.
   *
   * @param watched {@link Watching}, without series
   * @param titles {@code core.titles}
   */
  static Dataset<Row> from(Dataset<Row> watched, Dataset<Row> titles) {
    Dataset<Row> known =
        watched.where("person IS NOT NULL").select("person", "title", "week").distinct();
    Dataset<Row> people =
        known
            .groupBy("person")
            .agg(expr("CAST(MAX(week) + 1 AS INT) AS known"), expr("MIN(week) AS last"))
            .where("last < " + TakeUp.WEEKS)
            .drop("last");
    Dataset<Row> seen =
        known
            .where("week < " + TakeUp.WEEKS)
            .join(titles.select("title", "genres", "kind"), "title");
    return people
        .join(
            bits(seen.selectExpr("person", "week", "EXPLODE(genres) AS thing"), "genres"),
            on(),
            "left")
        .join(bits(seen.selectExpr("person", "week", "kind AS thing"), "kinds"), on(), "left");
  }

  private static String[] on() {
    return new String[] {"person"};
  }

  private static Dataset<Row> bits(Dataset<Row> took, String as) {
    return took.groupBy("person", "thing")
        .agg(expr("BIT_OR(SHIFTLEFT(1L, CAST(week AS INT))) AS weeks"))
        .groupBy("person")
        .agg(expr("MAP_FROM_ENTRIES(COLLECT_LIST(STRUCT(thing, weeks))) AS " + as));
  }

  /** Of everybody's weeks the share in which each thing was taken up, in a fixed order. */
  static Map<String, Double> shares(Dataset<Row> habits, String dimension) {
    long weeks =
        habits
            .selectExpr("COALESCE(SUM(LEAST(known, " + TakeUp.WEEKS + ")), 0L)")
            .first()
            .getLong(0);
    Map<String, Double> shares = new TreeMap<>();
    habits
        .where(dimension + " IS NOT NULL")
        .selectExpr("EXPLODE(" + dimension + ") AS (thing, weeks)")
        .groupBy("thing")
        .agg(expr("SUM(BIT_COUNT(weeks)) AS n"))
        .collectAsList()
        .forEach(
            row ->
                shares.put(row.getAs("thing"), (double) row.<Long>getAs("n") / Math.max(1, weeks)));
    return shares;
  }

  /** Some people, always the same of the same: at most so many. */
  static List<Row> some(Dataset<Row> habits, int most) {
    return habits
        .withColumn("place", xxhash64(col("person"), lit(7)))
        .orderBy("place", "person")
        .limit(most)
        .collectAsList();
  }

  /** What somebody may take up. */
  static Map<String, TakeUp.Habit> of(Row person, String dimension, Map<String, Double> shares) {
    int at = person.fieldIndex(dimension);
    Map<String, Long> weeks = person.isNullAt(at) ? Map.of() : person.getJavaMap(at);
    int known = person.<Integer>getAs("known");
    Map<String, TakeUp.Habit> habits = new HashMap<>();
    shares.forEach(
        (thing, share) ->
            habits.put(thing, new TakeUp.Habit(weeks.getOrDefault(thing, 0L), known, share)));
    return habits;
  }

  static TakeUp learn(List<Row> people, String dimension, Map<String, Double> shares) {
    List<List<TakeUp.Habit>> all = new ArrayList<>();
    for (Row person : people) {
      all.add(new ArrayList<>(new TreeMap<>(of(person, dimension, shares)).values()));
    }
    return TakeUp.learn(all);
  }
}
