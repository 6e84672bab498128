package playhouse.batch.titles;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import playhouse.batch.Job;
import playhouse.batch.Lake;
import playhouse.batch.Outcome;
import playhouse.batch.Request;
import playhouse.batch.core.DayJob;
import playhouse.batch.core.HistoryJob;
import playhouse.batch.core.Input;

/** The jobs that say how each title does. */
public final class TitleJobs {
  private static final String PLAYS = "core.plays";
  private static final String INTERACTIONS = "core.interactions";
  private static final String VIEWS = "core.title_views";
  private static final String RETURNS = "core.title_returns";
  private static final String CONTRIBUTIONS = "core.contributions";
  private static final String RECOMMENDATIONS = "core.recommendations";
  private static final String DAILY = "mart.title_daily";

  private TitleJobs() {}

  /** A job that is another one in each set of zones. */
  private record ZonedJob(
      String name, String purpose, List<String> needs, Function<List<ZoneId>, Job> in)
      implements Job {
    @Override
    public Outcome run(Lake lake, Request request) {
      return in.apply(lake.settings().zones()).run(lake, request);
    }
  }

  public static List<Job> all() {
    return List.of(views(), returns(), daily(), retention(), cohorts());
  }

  private static Job views() {
    return new DayJob(
        "title-views",
        "Plays as views, without reloads and the unattended: core.title_views.",
        List.of(new Input(PLAYS, 1, 1), new Input(INTERACTIONS, 1, 1)),
        VIEWS,
        rows -> rows.of(PLAYS).map(plays -> Views.from(plays, rows.of(INTERACTIONS))));
  }

  private static Job returns() {
    return new HistoryJob(
        "title-returns",
        "Views by people who had viewed the title before: core.title_returns.",
        List.of(VIEWS),
        RETURNS,
        rows -> rows.of(VIEWS).map(Returns::from));
  }

  private static Job daily() {
    String name = "daily-titles";
    String purpose = "How each title does, by local day: mart.title_daily.";
    List<String> tables = List.of(VIEWS, RETURNS, INTERACTIONS, CONTRIBUTIONS, RECOMMENDATIONS);
    return new ZonedJob(
        name,
        purpose,
        List.of("interactions", "contributions", "recommendations", "title-views", "title-returns"),
        zones ->
            new DayJob(
                name,
                purpose,
                tables.stream().map(table -> local(table, zones)).toList(),
                DAILY,
                rows -> TitleDays.from(told(rows), zones)));
  }

  private static TitleDays.Told told(DayJob.Rows rows) {
    return new TitleDays.Told(
        rows.of(VIEWS),
        rows.of(RETURNS),
        rows.of(INTERACTIONS),
        rows.of(CONTRIBUTIONS),
        rows.of(RECOMMENDATIONS));
  }

  private static Job retention() {
    String name = "title-retention";
    String purpose = "Who is still watching, per percent, over four weeks: mart.title_retention.";
    Input days = new Input(DAILY, 7 * (Retention.WEEKS - 1), 6);
    return new ZonedJob(
        name,
        purpose,
        List.of("daily-titles"),
        zones -> {
          String zone = zones.get(0).getId();
          return new DayJob(
              name,
              purpose,
              List.of(days),
              "mart.title_retention",
              rows ->
                  rows.of(DAILY)
                      .map(told -> Retention.from(told.where(col("zone").equalTo(zone))))
                      .map(curves -> curves.withColumn("zone", lit(zone))));
        });
  }

  private static Job cohorts() {
    String name = "title-cohorts";
    String purpose = "Who comes back to a title, by week of the first view: mart.title_cohorts.";
    return new ZonedJob(
        name,
        purpose,
        List.of("title-views"),
        zones ->
            new HistoryJob(
                name,
                purpose,
                List.of(VIEWS),
                "mart.title_cohorts",
                rows -> rows.of(VIEWS).map(views -> Cohorts.from(views, zones))));
  }

  /** A table by UTC day, of which local days are made: they begin earlier in the east. */
  private static Input local(String table, List<ZoneId> zones) {
    boolean east = zones.stream().flatMap(TitleJobs::offsets).anyMatch(at -> at > 0);
    boolean west = zones.stream().flatMap(TitleJobs::offsets).anyMatch(at -> at < 0);
    return new Input(table, east ? 1 : 0, west ? 1 : 0);
  }

  /** Every offset from UTC that a zone has had or is known to get, in seconds. */
  private static Stream<Integer> offsets(ZoneId zone) {
    ZoneRules rules = zone.getRules();
    return Stream.of(
            Stream.of(rules.getOffset(Instant.EPOCH)),
            rules.getTransitions().stream().map(change -> change.getOffsetAfter()),
            rules.getTransitionRules().stream().map(change -> change.getOffsetAfter()))
        .flatMap(offsets -> offsets)
        .map(ZoneOffset::getTotalSeconds);
  }
}
