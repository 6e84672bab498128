package playhouse.batch.kpi;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import playhouse.batch.Changes;
import playhouse.batch.DayRange;
import playhouse.batch.Job;
import playhouse.batch.Lake;
import playhouse.batch.Outcome;
import playhouse.batch.Request;
import playhouse.batch.Written;
import playhouse.batch.core.CoreJobs;
import playhouse.warehouse.Kpi;

/**
 * The job {@code daily-kpis}: every KPI of every local day and zone that changed core days reach
 * into, into {@code mart.kpi_daily}. A day between facts on which nothing happened has values too.
 *
 * @param kpis the definitions
 */
public record DailyKpisJob(List<Kpi> kpis) implements Job {
  private static final String OUTPUT = "mart.kpi_daily";

  /** Tables that only say what a day is. */
  private static final List<String> CALENDAR =
      List.of("core.calendar", "core.days", "core.trailing_days");

  private static final int MOST_DAYS = 400;
  private static final int WIDEST_HOLE = 7;

  public DailyKpisJob() {
    this(Kpi.all());
  }

  @Override
  public String name() {
    return "daily-kpis";
  }

  @Override
  public String purpose() {
    return "Every KPI by local day and zone: mart.kpi_daily.";
  }

  @Override
  public List<String> needs() {
    return CoreJobs.all().stream().map(Job::name).toList();
  }

  @Override
  public Outcome run(Lake lake, Request request) {
    List<String> tables = kpis.stream().flatMap(kpi -> facts(kpi).stream()).distinct().toList();
    Changes changes = Changes.since(lake, name(), request, tables);
    List<Due> due = due(lake, request, changes);
    NavigableSet<LocalDate> days = new TreeSet<>();
    long rows = 0;
    for (DayRange range : Due.ranges(due, MOST_DAYS, WIDEST_HOLE)) {
      List<Due> part = due.stream().map(one -> one.within(range)).toList();
      Written written = new KpiDays(lake, request, part, changes.snapshots()).write(OUTPUT);
      days.addAll(written.days());
      rows += written.rows();
    }
    return changes.outcome(new Written(days, rows), days.isEmpty() ? "nothing new" : "");
  }

  private List<Due> due(Lake lake, Request request, Changes changes) {
    if (request.days().isPresent()) {
      NavigableSet<LocalDate> asked = new TreeSet<>(request.days().get().days());
      return kpis.stream().map(kpi -> Due.on(kpi, lake.settings().zones(), asked)).toList();
    }
    Optional<Instant> last = new LastInstant(lake).of(changes.snapshots().keySet());
    NavigableSet<LocalDate> any = withHoles(lake, changes);
    NavigableSet<LocalDate> terms = Terms.begunBefore(changes);
    List<Due> due = new ArrayList<>();
    for (Kpi kpi : kpis) {
      NavigableSet<LocalDate> touched = new TreeSet<>();
      facts(kpi).forEach(t -> touched.addAll(changes.touched().getOrDefault(t, new TreeSet<>())));
      if (facts(kpi).contains(Terms.PAYMENTS)) {
        touched.addAll(terms);
      }
      last.ifPresent(l -> due.add(Due.after(kpi, lake.settings().zones(), touched, any, l)));
    }
    return due;
  }

  /** The days that changed, and those next to them on which nothing happened at all. */
  private static NavigableSet<LocalDate> withHoles(Lake lake, Changes changes) {
    NavigableSet<LocalDate> facts = new TreeSet<>();
    changes.snapshots().keySet().forEach(table -> facts.addAll(lake.days(table)));
    NavigableSet<LocalDate> days = changes.days();
    days.addAll(ZoneDays.holes(facts, changes.days(), MOST_DAYS));
    return days;
  }

  private static NavigableSet<String> facts(Kpi kpi) {
    NavigableSet<String> tables = kpi.tables();
    CALENDAR.forEach(tables::remove);
    return tables;
  }

  /** Which snapshots a KPI was computed from, as it is written beside each value. */
  static String snapshots(Kpi kpi, Map<String, Long> all) {
    return String.join(
        ",",
        facts(kpi).stream()
            .filter(all::containsKey)
            .map(table -> table + "=" + all.get(table))
            .toList());
  }
}
