package playhouse.batch.quality;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import playhouse.batch.Days;
import playhouse.warehouse.QualityCheck;
import playhouse.warehouse.QualityCheck.Kind;

/**
 * The checks of days as a whole: how many rows, how fresh, how spread.
 *
 * @param now the instant of the run: a day that is not over is not judged
 * @param given true if days were asked for, and how fresh a table is was not
 */
record DayChecks(Judged judged, Instant now, boolean given) {
  private static final int BEFORE_DAYS = 28;
  private static final int FEWEST_DAYS = 7;

  private LocalDate today() {
    return LocalDate.ofInstant(now, ZoneOffset.UTC);
  }

  /** How many rows the days have, and yesterday, which may have none and so was not touched. */
  List<Verdict> volume() {
    List<Verdict> verdicts = new ArrayList<>();
    List<QualityCheck> checks = judged.checks(Kind.VOLUME);
    if (checks.isEmpty() || !judged.dated()) {
      return verdicts;
    }
    NavigableMap<LocalDate, Long> rows = judged.lake().rowsByDay(judged.table(), judged.snapshot());
    NavigableSet<LocalDate> days = judged.closed(today());
    if (!given && !rows.isEmpty() && rows.firstKey().isBefore(today())) {
      days.add(today().minusDays(1));
    }
    for (QualityCheck check : checks) {
      for (LocalDate day : days) {
        long n = rows.getOrDefault(day, 0L);
        Optional<Bounds> bounds = Bounds.of(rows, day, check.limit());
        verdicts.add(
            new Verdict(
                day,
                check,
                n,
                Optional.empty(),
                n,
                bounds.map(Bounds::low),
                bounds.map(Bounds::high),
                bounds.map(expected -> expected.hold(n)),
                judged.snapshot()));
      }
    }
    return verdicts;
  }

  /** How old the newest row is, in whole hours. */
  List<Verdict> freshness() {
    List<Verdict> verdicts = new ArrayList<>();
    NavigableSet<LocalDate> days =
        given || judged.checks(Kind.FRESHNESS).isEmpty()
            ? new TreeSet<>()
            : new TreeSet<>(judged.lake().days(judged.table()));
    if (days.isEmpty()) {
      return verdicts;
    }
    for (QualityCheck check : judged.checks(Kind.FRESHNESS)) {
      Row newest =
          judged
              .rows(new TreeSet<>(List.of(days.last())))
              .agg(max(check.expression()), count(lit(1)))
              .head();
      if (!newest.isNullAt(0)) {
        long hours = Math.max(0, Duration.between((Instant) newest.get(0), now).toHours());
        verdicts.add(
            new Verdict(
                today(),
                check,
                newest.getLong(1),
                Optional.empty(),
                hours,
                Optional.empty(),
                Optional.of(check.limit()),
                Optional.of(hours <= check.limit()),
                judged.snapshot()));
      }
    }
    return verdicts;
  }

  /** Rows of each value on the days to judge and on those before: table, rule, day, value, n. */
  Optional<Dataset<Row>> spreads() {
    NavigableSet<LocalDate> days = judged.closed(today());
    List<QualityCheck> checks = judged.checks(Kind.DRIFT);
    if (days.isEmpty()) {
      return Optional.empty();
    }
    Dataset<Row> rows = judged.rows(Days.widened(days, BEFORE_DAYS, 0));
    return checks.stream()
        .map(
            check ->
                rows.groupBy(
                        lit(judged.table()).as("table_name"),
                        lit(check.rule()).as("rule"),
                        col("day"),
                        expr("CAST(" + check.expression() + " AS STRING)").as("value"))
                    .agg(count(lit(1)).as("n")))
        .reduce(Dataset::union);
  }

  /** How far the days' spreads are from those before. */
  List<Verdict> drift(List<Row> counted) {
    List<Verdict> verdicts = new ArrayList<>();
    for (QualityCheck check : judged.checks(Kind.DRIFT)) {
      NavigableMap<LocalDate, Spread> spreads = spreads(counted, check);
      for (LocalDate day : judged.closed(today())) {
        if (spreads.containsKey(day)) {
          verdicts.add(drift(check, day, spreads));
        }
      }
    }
    return verdicts;
  }

  private NavigableMap<LocalDate, Spread> spreads(List<Row> counted, QualityCheck check) {
    Map<LocalDate, Map<String, Long>> byDay = new HashMap<>();
    for (Row row : counted) {
      if (row.getString(0).equals(check.table()) && row.getString(1).equals(check.rule())) {
        String value = row.isNullAt(3) ? "" : row.getString(3);
        byDay
            .computeIfAbsent((LocalDate) row.get(2), day -> new TreeMap<>())
            .merge(value, row.getLong(4), Long::sum);
      }
    }
    NavigableMap<LocalDate, Spread> spreads = new TreeMap<>();
    byDay.forEach((day, counts) -> spreads.put(day, new Spread(counts)));
    return spreads;
  }

  private Verdict drift(
      QualityCheck check, LocalDate day, NavigableMap<LocalDate, Spread> spreads) {
    Spread own = spreads.getOrDefault(day, new Spread(Map.of()));
    Map<LocalDate, Spread> earlier = spreads.subMap(day.minusDays(BEFORE_DAYS), true, day, false);
    Spread before = earlier.values().stream().reduce(new Spread(Map.of()), Spread::plus);
    boolean enough =
        earlier.size() >= FEWEST_DAYS
            && own.rows() >= Bounds.FEWEST_ROWS
            && before.rows() >= Bounds.FEWEST_ROWS;
    double psi = earlier.isEmpty() ? 0 : own.psi(before);
    double high = check.limit() + own.allowance(earlier.values());
    return new Verdict(
        day,
        check,
        own.rows(),
        Optional.empty(),
        psi,
        Optional.empty(),
        Optional.of(high),
        enough ? Optional.of(psi <= high) : Optional.empty(),
        judged.snapshot());
  }
}
