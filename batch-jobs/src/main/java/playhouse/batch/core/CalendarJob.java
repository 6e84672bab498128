package playhouse.batch.core;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import playhouse.batch.Job;
import playhouse.batch.Lake;
import playhouse.batch.Outcome;
import playhouse.batch.Request;
import playhouse.contracts.Family;
import playhouse.warehouse.Grain;

/**
 * The job {@code calendar}: local days of every configured zone, for the years that events lie in,
 * those next to them, and three before, in which terms paid for may have begun. What is told by the
 * quarter hour is told for fewer years, in files of its own for each zone.
 */
record CalendarJob() implements Job {
  private static final int YEARS_BEFORE = 3;
  private static final int YEARS_BESIDE = 1;
  private static final int TRAILING_DAYS = 28;

  @Override
  public String name() {
    return "calendar";
  }

  @Override
  public String purpose() {
    return "Local days of each zone, also by quarter hour: core.periods, core.days, core.utc_days,"
        + " core.trailing_days.";
  }

  @Override
  public Outcome run(Lake lake, Request request) {
    List<ZoneId> zones = lake.settings().zones();
    NavigableSet<Integer> eventful = eventful(lake, request);
    Map<ZoneId, NavigableSet<Integer>> missing = new LinkedHashMap<>();
    CalendarYears held = CalendarYears.of(lake.iceberg("core.periods"));
    zones.forEach(zone -> missing.put(zone, held.without(zone, around(eventful, YEARS_BESIDE))));
    long rows = 0;
    for (Map.Entry<ZoneId, NavigableSet<Integer>> zone : missing.entrySet()) {
      if (!zone.getValue().isEmpty()) {
        Dataset<Row> periods = periods(days(lake, List.of(zone.getKey()), zone.getValue()));
        Column replaced = col("zone").equalTo(zone.getKey().getId());
        rows += write(lake, periods, "core.periods", replaced, zone.getValue());
      }
    }
    List<Integer> years = newYears(lake, zones, around(eventful, YEARS_BEFORE));
    if (!years.isEmpty()) {
      Dataset<Row> days = days(lake, zones, years);
      rows += write(lake, trailing(days), "core.trailing_days", lit(true), years);
      rows += write(lake, utcDays(days), "core.utc_days", lit(true), years);
      // Last: a year that core.days has is a year that all have.
      rows += write(lake, days, "core.days", lit(true), years);
    }
    return Outcome.of(Map.of(), rows, rows == 0 ? "nothing new" : "");
  }

  private static NavigableSet<Integer> eventful(Lake lake, Request request) {
    NavigableSet<LocalDate> days = new TreeSet<>();
    request.days().ifPresent(range -> days.addAll(range.days()));
    for (Family family : Family.values()) {
      days.addAll(lake.days("raw." + family.topic()));
    }
    return days.stream().map(LocalDate::getYear).collect(Collectors.toCollection(TreeSet::new));
  }

  private static NavigableSet<Integer> around(Set<Integer> years, int before) {
    return years.stream()
        .flatMap(year -> IntStream.rangeClosed(year - before, year + YEARS_BESIDE).boxed())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Integer> newYears(Lake lake, List<ZoneId> zones, Set<Integer> years) {
    Set<String> wanted = zones.stream().map(ZoneId::getId).collect(Collectors.toSet());
    Map<Integer, Set<String>> known = new HashMap<>();
    lake.table("core.days")
        .select("year", "zone")
        .distinct()
        .collectAsList()
        .forEach(
            row ->
                known.computeIfAbsent(row.getInt(0), y -> new HashSet<>()).add(row.getString(1)));
    return years.stream()
        .filter(year -> !known.getOrDefault(year, Set.of()).containsAll(wanted))
        .toList();
  }

  private static Dataset<Row> days(Lake lake, List<ZoneId> zones, Collection<Integer> years) {
    List<Row> rows = new ArrayList<>();
    for (int year : years) {
      LocalDate first = LocalDate.of(year, 1, 1);
      for (ZoneId zone : zones) {
        first.datesUntil(first.plusYears(1)).forEach(day -> rows.add(row(zone, day)));
      }
    }
    return lake.spark().createDataFrame(rows, lake.table("core.days").schema());
  }

  private static Row row(ZoneId zone, LocalDate day) {
    return RowFactory.create(
        zone.getId(),
        (int) day.toEpochDay(),
        day,
        quarterNo(day, zone),
        quarterNo(day.plusDays(1), zone),
        day.getYear());
  }

  private static int quarterNo(LocalDate day, ZoneId zone) {
    return (int) Math.floorDiv(day.atStartOfDay(zone).toEpochSecond(), 900L);
  }

  /** Every quarter hour of every day, once for each grain. */
  private static Dataset<Row> periods(Dataset<Row> days) {
    Dataset<Row> quarters =
        days.selectExpr(
            "zone",
            "day",
            "day_no",
            "year",
            "from_quarter_no",
            "explode(sequence(from_quarter_no, until_quarter_no - 1)) AS quarter_no");
    return Stream.of(
            period(quarters, Grain.HOUR, "quarter_no - MOD(quarter_no - from_quarter_no, 4)"),
            period(quarters, Grain.DAY, "from_quarter_no"),
            period(quarters, Grain.WEEK, quarterNo("DATE_SUB(day, WEEKDAY(day))")),
            period(quarters, Grain.MONTH, quarterNo("TRUNC(day, 'MONTH')")))
        .reduce(Dataset::union)
        .orElseThrow();
  }

  private static Dataset<Row> period(Dataset<Row> quarters, Grain grain, String periodNo) {
    return quarters.selectExpr(
        "zone",
        "'" + grain.word() + "' AS grain",
        periodNo + " AS period_no",
        "quarter_no",
        "day_no",
        "year");
  }

  /** The quarter hour with which a local day begins. */
  private static String quarterNo(String day) {
    return "CAST(UNIX_SECONDS(TO_UTC_TIMESTAMP(CAST(%s AS TIMESTAMP), zone)) DIV 900 AS INT)"
        .formatted(day);
  }

  private static Dataset<Row> trailing(Dataset<Row> days) {
    return days.select("day_no", "year")
        .distinct()
        .selectExpr(
            "day_no", "explode(sequence(0, " + (TRAILING_DAYS - 1) + ")) AS age_days", "year")
        .withColumn("member_day_no", col("day_no").minus(col("age_days")));
  }

  private static Dataset<Row> utcDays(Dataset<Row> days) {
    String utcDay = "%s - MOD(%s, 96)";
    return days.selectExpr(
        "zone",
        "explode(sequence(%s, %s, 96)) AS utc_quarter_no"
            .formatted(
                utcDay.formatted("from_quarter_no", "from_quarter_no"),
                utcDay.formatted("(until_quarter_no - 1)", "(until_quarter_no - 1)")),
        "day_no",
        "from_quarter_no",
        "until_quarter_no",
        "year");
  }

  private static long write(
      Lake lake, Dataset<Row> rows, String table, Column replaced, Collection<Integer> years) {
    return lake.overwriteWhere(rows, table, replaced.and(col("year").isin(years.toArray())));
  }
}
