package playhouse.batch.kpi;

import static java.util.Comparator.naturalOrder;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
    Optional<Instant> last = new LastInstant(lake).of(changes.snapshots().keySet());
    List<Due> due = last.map(until -> due(lake, request, changes, until)).orElse(List.of());
    NavigableSet<LocalDate> days = new TreeSet<>();
    long rows = 0;
    for (DayRange range : Due.ranges(due, MOST_DAYS, WIDEST_HOLE)) {
      List<Due> part = due.stream().map(one -> one.within(range)).toList();
      Written written =
          new KpiDays(lake, request, part, last.orElseThrow(), changes.snapshots()).write(OUTPUT);
      days.addAll(written.days());
      rows += written.rows();
    }
    Map<String, Long> inputs = new TreeMap<>(changes.snapshots());
    inputs.putAll(Told.all(kpis, lake.settings().zones()));
    return new Outcome(inputs, days, rows, days.isEmpty() ? "nothing new" : "");
  }

  private List<Due> due(Lake lake, Request request, Changes changes, Instant last) {
    if (request.days().isPresent()) {
      NavigableSet<LocalDate> asked = new TreeSet<>(request.days().get().days());
      return kpis.stream()
          .flatMap(kpi -> Due.on(kpi, lake.settings().zones(), asked).stream())
          .toList();
    }
    return due(lake, changes, last);
  }

  /** What changed, and all there is where a zone or a definition is new. */
  private List<Due> due(Lake lake, Changes changes, Instant last) {
    NavigableMap<String, NavigableSet<LocalDate>> held = new TreeMap<>();
    changes.snapshots().keySet().forEach(table -> held.put(table, lake.days(table)));
    Touched touched = Touched.of(changes, changes.touched(), held, MOST_DAYS);
    Told told = new Told(changes.before());
    List<ZoneId> zones = lake.settings().zones();
    boolean allKnown =
        kpis.stream().allMatch(kpi -> zones.stream().allMatch(z -> told.knows(kpi, z)));
    Touched everything = allKnown ? touched : Touched.of(changes, held, held, MOST_DAYS);
    LocalDate first =
        held.values().stream().flatMap(Set::stream).min(naturalOrder()).orElse(LocalDate.EPOCH);
    List<Due> due = new ArrayList<>();
    for (Kpi kpi : kpis) {
      List<ZoneDays> days = new ArrayList<>();
      for (ZoneId zone : zones) {
        Touched these = told.knows(kpi, zone) ? touched : everything;
        ZoneDays reached = Due.after(kpi, zone, these.in(facts(kpi)), these.any(), last);
        days.add(reached.from(first));
      }
      due.addAll(Due.of(kpi, days));
    }
    return due;
  }

  private static NavigableSet<String> facts(Kpi kpi) {
    NavigableSet<String> tables = kpi.tables();
    tables.removeAll(Views.CALENDAR.keySet());
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
