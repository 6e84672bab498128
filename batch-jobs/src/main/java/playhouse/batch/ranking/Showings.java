package playhouse.batch.ranking;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import playhouse.batch.core.Facts;
import playhouse.models.ranking.Outcome;
import playhouse.models.ranking.Shown;

/**
 * Titles of lists that people were shown, with what the ranker knew of each and what came of it
 * within a day, under whichever list: what was shown twice and played once came of both.
 *
 * @param inputs names of the numbers of each
 * @param shown the newest, as many as are learnt from
 */
public record Showings(List<String> inputs, List<Shown> shown) {
  static final String LISTS = "raw.recommendation";
  static final String PLAYS = "core.plays";
  static final String INTERACTIONS = "core.interactions";

  /** Older lists tell of other times. */
  private static final Duration LONGEST = Duration.ofDays(60);

  private static final int MOST = 200_000;
  private static final Showings NONE = new Showings(List.of(), List.of());

  /**
   * Of what the tables tell.
   *
   * @param told rows of {@code raw.recommendation}
   * @param plays rows of {@code core.plays}
   * @param interactions rows of {@code core.interactions}
   * @param end up to when everything is known
   */
  public static Showings of(
      Dataset<Row> told,
      Optional<Dataset<Row>> plays,
      Optional<Dataset<Row>> interactions,
      Instant end) {
    if (!keepsInputs(told.schema())) {
      return NONE;
    }
    Dataset<Row> shown = shown(told, end).persist();
    try {
      Map<Long, List<String>> layouts = layouts(shown);
      if (layouts.isEmpty()) {
        return NONE;
      }
      List<Row> rows = ended(came(shown, told, plays, interactions), plays, end).collectAsList();
      List<String> inputs =
          layouts.values().stream().flatMap(List::stream).distinct().sorted().toList();
      List<Shown> all = new ArrayList<>(rows.size());
      rows.forEach(row -> all.add(shown(row, inputs, layouts)));
      return new Showings(inputs, all);
    } finally {
      shown.unpersist();
    }
  }

  /** A lake whose writer has not run since inputs are kept has no column for them. */
  private static boolean keepsInputs(StructType raw) {
    return Stream.of(((StructType) raw.apply("recommendation_served").dataType()).fieldNames())
        .anyMatch("input_names"::equals);
  }

  /** The newest, each title of a list once, that a day has gone by since. */
  private static Dataset<Row> shown(Dataset<Row> told, Instant end) {
    return Facts.of(told, "recommendation.served")
        .where("person IS NOT NULL AND SIZE(recommendation_served.input_names) > 0")
        .where(col("occurred").geq(lit(end.minus(LONGEST))))
        .where(col("occurred").lt(lit(end.minus(Duration.ofDays(1)))))
        .selectExpr(
            "person",
            "occurred",
            "recommendation_served.served AS served",
            "recommendation_served.surface AS surface",
            "recommendation_served.input_names AS names",
            "XXHASH64(recommendation_served.input_names) AS layout",
            "INLINE(recommendation_served.items)")
        .where("SIZE(inputs) = SIZE(names)")
        .groupBy("person", "occurred", "served", "surface", "names", "layout", "title")
        .agg(expr("MIN_BY(STRUCT(position, inputs), position)").as("item"))
        .orderBy(col("occurred").desc(), col("served"), col("title"))
        .limit(MOST);
  }

  private static Map<Long, List<String>> layouts(Dataset<Row> shown) {
    Map<Long, List<String>> layouts = new HashMap<>();
    shown
        .select("layout", "names")
        .distinct()
        .collectAsList()
        .forEach(row -> layouts.put(row.getLong(0), row.getList(1)));
    return layouts;
  }

  private static Dataset<Row> came(
      Dataset<Row> shown,
      Dataset<Row> told,
      Optional<Dataset<Row>> plays,
      Optional<Dataset<Row>> interactions) {
    Dataset<Row> dismissed =
        Facts.of(told, "recommendation.dismissed")
            .selectExpr(
                "recommendation_dismissed.served AS served",
                "recommendation_dismissed.title AS title",
                bit(Outcome.DISMISS))
            .distinct();
    Dataset<Row> answered =
        shown
            .join(dismissed, new String[] {"served", "title"}, "left")
            .withColumnRenamed("bits", "waved");
    Optional<Dataset<Row>> deeds =
        Stream.concat(
                plays.map(Showings::played).stream(), interactions.map(Showings::spoken).stream())
            .reduce(Dataset::union);
    Dataset<Row> all =
        deeds
            .map(rows -> answered.join(rows, new String[] {"person", "title"}, "left"))
            .orElseGet(
                () -> answered.selectExpr("*", "CAST(NULL AS TIMESTAMP) AS at", "0 AS bits"));
    String within = "at >= occurred AND at < occurred + INTERVAL 1 DAY";
    return all.groupBy(
            "person", "occurred", "served", "surface", "layout", "title", "item", "waved")
        .agg(expr("COALESCE(BIT_OR(CASE WHEN " + within + " THEN bits END), 0)").as("bits"))
        .selectExpr("*", "bits | COALESCE(waved, 0) AS came");
  }

  private static Dataset<Row> played(Dataset<Row> plays) {
    String complete = " + IF(10 * distinct_millis >= 9 * runtime_millis, %d, 0) AS bits";
    return plays
        .where("person IS NOT NULL")
        .selectExpr(
            "person",
            "title",
            "started AS at",
            Outcome.START.bit() + complete.formatted(Outcome.COMPLETE.bit()));
  }

  private static Dataset<Row> spoken(Dataset<Row> interactions) {
    return interactions
        .where("person IS NOT NULL AND kind IN ('like.added', 'share.completed')")
        .selectExpr(
            "person",
            "title",
            "occurred AS at",
            "IF(kind = 'like.added', %d, %d) AS bits"
                .formatted(Outcome.LIKE.bit(), Outcome.SHARE.bit()));
  }

  private static String bit(Outcome outcome) {
    return outcome.bit() + " AS bits";
  }

  /** Adds who played nothing for the week after that day, as far as the week is over. */
  private static Dataset<Row> ended(Dataset<Row> came, Optional<Dataset<Row>> plays, Instant end) {
    Dataset<Row> days = came.selectExpr("*", "TO_DATE(occurred) AS day");
    if (plays.isEmpty()) {
      return days.selectExpr("*", "CAST(NULL AS BOOLEAN) AS gone");
    }
    Dataset<Row> active = plays.get().selectExpr("person", "TO_DATE(started) AS active").distinct();
    Dataset<Row> back =
        days.select("person", "day")
            .distinct()
            .join(active, "person")
            .where("active > day AND active <= day + INTERVAL 7 DAYS")
            .select("person", "day")
            .distinct()
            .withColumn("back", lit(true));
    return days.join(broadcast(back), new String[] {"person", "day"}, "left")
        .withColumn("known", expr("day + INTERVAL 8 DAYS").leq(lit(end)))
        .selectExpr("*", "CASE WHEN known THEN back IS NULL END AS gone");
  }

  private static Shown shown(Row row, List<String> inputs, Map<Long, List<String>> layouts) {
    Row item = row.getStruct(row.fieldIndex("item"));
    List<Float> told = item.getList(1);
    List<String> names = layouts.getOrDefault(row.<Long>getAs("layout"), List.of());
    float[] numbers = new float[inputs.size()];
    for (int at = 0; at < names.size(); at++) {
      numbers[inputs.indexOf(names.get(at))] = told.get(at);
    }
    int came = row.<Integer>getAs("came");
    int known = (1 << Outcome.values().length) - 1;
    Boolean gone = row.getAs("gone");
    if (gone == null) {
      known -= Outcome.CHURN.bit();
    } else if (gone) {
      came |= Outcome.CHURN.bit();
    }
    Instant at = row.getAs("occurred");
    return new Shown(
        row.getAs("served"),
        row.getAs("person"),
        row.getAs("surface"),
        at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000,
        item.getInt(0),
        numbers,
        came,
        known);
  }
}
