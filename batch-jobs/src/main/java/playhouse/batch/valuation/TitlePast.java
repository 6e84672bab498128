package playhouse.batch.valuation;

import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.map_from_entries;
import static org.apache.spark.sql.functions.struct;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import playhouse.models.valuation.hours.Past;
import playhouse.models.valuation.hours.TitleFacts;
import playhouse.models.valuation.hours.TitleWeeks;

/** All titles with the hours of their weeks before a moment, as {@link Past} has them. */
final class TitlePast {
  private static final int MOST_WEEKS = 104;
  private static final String[] TITLE = {"title"};
  private static final double MILLIS = 3_600_000;

  private TitlePast() {}

  /**
   * A row for each title that is offered, or was watched: its facts, when it came, millis by week.
   *
   * @param titles what was known of titles at the moment, with the columns of {@code core.titles}
   * @param offers {@code core.offers}
   * @param publications {@code core.publications}
   * @param watched {@link Watching}, with series
   */
  static Dataset<Row> from(
      Dataset<Row> titles,
      Dataset<Row> offers,
      Dataset<Row> publications,
      Dataset<Row> watched,
      Moment moment) {
    Dataset<Row> weeks =
        watched
            .where("week < " + MOST_WEEKS)
            .groupBy("title", "week")
            .agg(expr("SUM(played_millis) AS millis"))
            .groupBy("title")
            .agg(map_from_entries(collect_list(struct("week", "millis"))).as("weeks"));
    Dataset<Row> seen = watched.groupBy("title").agg(expr("MIN(day) AS seen"));
    return titles
        .where("kind <> 'artist'")
        .join(first(moment.before(offers), "offered_day"), TITLE, "left")
        .join(first(moment.before(publications), "published_day"), TITLE, "left")
        .join(seen, TITLE, "left")
        .join(weeks, TITLE, "left")
        .withColumn("came", expr("LEAST(COALESCE(offered_day, published_day), seen)"))
        .where("came IS NOT NULL AND came < DATE'" + moment.day() + "'")
        .withColumn("age", expr(moment.week("came")));
  }

  private static Dataset<Row> first(Dataset<Row> days, String as) {
    return days.groupBy("title").agg(expr("MIN(day) AS " + as));
  }

  /** The rows as a past; empty if nobody has watched anything. */
  static Optional<Past> past(List<Row> rows, Dataset<Row> watched, Moment moment) {
    Row oldest = watched.selectExpr("MIN(day)").first();
    if (oldest.isNullAt(0)) {
      return Optional.empty();
    }
    long days = moment.day().toEpochDay() - oldest.getLocalDate(0).toEpochDay();
    int weeks = (int) Math.min(MOST_WEEKS, days / 7);
    List<TitleWeeks> titles = rows.stream().map(row -> title(row, weeks)).toList();
    return Optional.of(new Past(titles, moment.day().getYear(), weeks));
  }

  /** A week that is known in part only is left out. */
  private static TitleWeeks title(Row row, int weeks) {
    int at = row.fieldIndex("weeks");
    Map<Integer, Long> millis = row.isNullAt(at) ? Map.of() : row.getJavaMap(at);
    int last = millis.keySet().stream().mapToInt(Integer::intValue).max().orElse(-1);
    List<Double> hours = new ArrayList<>();
    for (int week = 0; week <= Math.min(last, weeks - 1); week++) {
      hours.add(millis.getOrDefault(week, 0L) / MILLIS);
    }
    return new TitleWeeks(facts(row), row.<Integer>getAs("age"), hours);
  }

  static TitleFacts facts(Row row) {
    return new TitleFacts(
        row.getAs("title"),
        text(row, "kind"),
        list(row, "genres"),
        people(row),
        row.isNullAt(row.fieldIndex("released_year")) ? 0 : row.<Integer>getAs("released_year"),
        row.isNullAt(row.fieldIndex("runtime_millis")) ? 0 : row.<Long>getAs("runtime_millis"),
        text(row, "language"),
        row.isNullAt(row.fieldIndex("minimum_age")) ? 0 : row.<Integer>getAs("minimum_age"),
        !row.isNullAt(row.fieldIndex("exclusive")) && row.<Boolean>getAs("exclusive"));
  }

  private static String text(Row row, String column) {
    int at = row.fieldIndex(column);
    return row.isNullAt(at) ? "" : row.getString(at);
  }

  private static List<String> list(Row row, String column) {
    int at = row.fieldIndex(column);
    return row.isNullAt(at) ? List.of() : row.getList(at);
  }

  private static List<String> people(Row row) {
    int at = row.fieldIndex("credits");
    List<Row> credits = row.isNullAt(at) ? Collections.emptyList() : row.getList(at);
    return credits.stream().map(credit -> credit.<String>getAs("name")).distinct().toList();
  }
}
