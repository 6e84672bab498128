package playhouse.serving.analytics.performance;

import static org.apache.iceberg.expressions.Expressions.and;
import static org.apache.iceberg.expressions.Expressions.equal;
import static org.apache.iceberg.expressions.Expressions.greaterThanOrEqual;
import static org.apache.iceberg.expressions.Expressions.lessThanOrEqual;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.types.Types;
import playhouse.serving.analytics.lake.LakeCatalog;
import playhouse.serving.analytics.lake.LakeRows;
import playhouse.serving.analytics.lake.LakeTable;
import playhouse.serving.analytics.performance.Performance.Cohort;
import playhouse.serving.analytics.performance.Performance.Day;
import playhouse.serving.analytics.performance.Performance.Retention;

/** {@code mart.title_daily}, {@code title_retention} and {@code title_cohorts}. */
final class TitleTables {
  private static final int RETENTION_WEEKS = 8;
  private static final int COHORT_WEEKS = 13;

  private final LakeTable daily;
  private final LakeTable retention;
  private final LakeTable cohorts;

  TitleTables(LakeCatalog lake, Clock clock) {
    daily = new LakeTable(lake, clock, "mart.title_daily");
    retention = new LakeTable(lake, clock, "mart.title_retention");
    cohorts = new LakeTable(lake, clock, "mart.title_cohorts");
  }

  /** What a title's viewers did in those days. */
  Performance of(String title, String zone, LocalDate from, LocalDate to) {
    Expression one = equal("title", title);
    List<Day> days = new ArrayList<>();
    read(daily, all(one, zone, from, to), row -> days.add(DailyRow.day(row)));
    days.sort(Comparator.comparing(Day::day));
    List<Retention> curves = new ArrayList<>();
    LocalDate weeks = to.minusWeeks(RETENTION_WEEKS);
    read(retention, and(one, between(weeks, to)), row -> curves.add(DailyRow.retention(row)));
    Map<String, String> snapshots = new HashMap<>();
    for (LakeTable table : List.of(daily, retention, cohorts)) {
      table.snapshot().ifPresent(id -> snapshots.put(table.table().name(), Long.toString(id)));
    }
    return new Performance(
        title,
        zone,
        days,
        curves.stream().max(Comparator.comparing(Retention::week)),
        cohorts(all(one, zone, to.minusWeeks(COHORT_WEEKS), to)),
        snapshots);
  }

  private List<Cohort> cohorts(Expression where) {
    Map<String, Cohort> found = new TreeMap<>();
    read(
        cohorts,
        where,
        row -> {
          String week = row.getField("day").toString();
          Cohort cohort =
              found.computeIfAbsent(
                  week, key -> new Cohort(week, DailyRow.count(row, "viewers"), new ArrayList<>()));
          int since = (Integer) row.getField("week");
          while (cohort.returned().size() <= since) {
            cohort.returned().add(0L);
          }
          cohort.returned().set(since, DailyRow.count(row, "returned"));
        });
    return List.copyOf(found.values());
  }

  /** The titles most watched in those days, most first. */
  List<Total> most(String zone, LocalDate from, LocalDate to, int limit) {
    Map<String, Total> totals = new HashMap<>();
    read(
        daily,
        and(equal("zone", zone), between(from, to)),
        List.of(
            "zone",
            "day",
            "title",
            "views",
            "played_millis",
            "completions",
            "impressions",
            "clicks"),
        row -> totals.merge(row.getField("title").toString(), DailyRow.total(row), Total::plus));
    return totals.values().stream()
        .sorted(Comparator.comparingLong(Total::watchMillis).reversed().thenComparing(Total::title))
        .limit(limit)
        .toList();
  }

  private static Expression all(Expression title, String zone, LocalDate from, LocalDate to) {
    return Expressions.and(title, equal("zone", zone), between(from, to));
  }

  private static Expression between(LocalDate from, LocalDate to) {
    return and(greaterThanOrEqual("day", from.toString()), lessThanOrEqual("day", to.toString()));
  }

  private static void read(LakeTable lake, Expression where, Consumer<Record> taker) {
    read(
        lake,
        where,
        lake.table().schema().columns().stream().map(Types.NestedField::name).toList(),
        taker);
  }

  private static void read(
      LakeTable lake, Expression where, List<String> columns, Consumer<Record> taker) {
    Table table = lake.table();
    Optional<Long> snapshot = lake.snapshot();
    snapshot.ifPresent(id -> LakeRows.read(table, id, where, columns, taker));
  }
}
