package playhouse.batch.quality;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import playhouse.batch.Changes;
import playhouse.batch.Job;
import playhouse.batch.Lake;
import playhouse.batch.Outcome;
import playhouse.batch.Request;
import playhouse.batch.Written;
import playhouse.batch.core.CoreJobs;
import playhouse.warehouse.QualityCheck;

/**
 * The job {@code quality}: every check of every table on the days that changed, into {@code
 * ops.quality}, and the rows that fail into {@code ops.quarantine}. It marks and reports; it takes
 * nothing out of any table.
 *
 * @param checks the definitions
 */
public record QualityJob(List<QualityCheck> checks) implements Job {
  private static final String DEFINITION = "checks of ";

  public QualityJob() {
    this(QualityCheck.all());
  }

  @Override
  public String name() {
    return "quality";
  }

  @Override
  public String purpose() {
    return "Checks of the tables of quality.txt: ops.quality, ops.quarantine.";
  }

  @Override
  public List<String> needs() {
    return Stream.concat(
            CoreJobs.all().stream().map(Job::name), Stream.of("title-views", "title-returns"))
        .toList();
  }

  @Override
  public Outcome run(Lake lake, Request request) {
    Map<String, Long> inputs = new TreeMap<>();
    List<Judged> tables = tables(lake, request, inputs);
    QualityTables store = new QualityTables(lake, request.runId(), request.now());
    List<Verdict> verdicts = ofRows(tables);
    Written marked = store.quarantine(failing(verdicts, tables, request), days(tables));
    verdicts.addAll(ofDays(tables, request));
    Written told = store.write(verdicts, checks);
    long failed = verdicts.stream().filter(Verdict::isFailure).count();
    return new Outcome(
        inputs,
        told.days(),
        told.rows() + marked.rows(),
        "%d judged, %d failed".formatted(verdicts.size(), failed));
  }

  /** The tables that are there, each with the days to judge. */
  private List<Judged> tables(Lake lake, Request request, Map<String, Long> inputs) {
    Map<String, Long> snapshots = new LinkedHashMap<>();
    List<String> dated = new ArrayList<>();
    for (String table : checks.stream().map(QualityCheck::table).distinct().toList()) {
      lake.find(table)
          .filter(there -> there.currentSnapshot() != null)
          .ifPresent(
              there -> {
                snapshots.put(table, there.currentSnapshot().snapshotId());
                if (there.spec().isPartitioned()) {
                  dated.add(table);
                }
              });
    }
    Changes changes = Changes.since(lake, name(), request, dated);
    snapshots.putAll(changes.snapshots());
    Map<String, List<QualityCheck>> asked = asked(lake, snapshots.keySet());
    List<Judged> judged = new ArrayList<>();
    snapshots.forEach(
        (table, snapshot) -> {
          List<QualityCheck> own = asked.getOrDefault(table, List.of());
          long definition = own.stream().map(QualityCheck::reason).toList().hashCode();
          boolean same = Long.valueOf(definition).equals(changes.before().get(DEFINITION + table));
          boolean byDay = dated.contains(table);
          NavigableSet<LocalDate> days =
              byDay
                  ? byDay(changes, table, same)
                  : whole(changes, table, snapshot, request.now(), same);
          judged.add(new Judged(lake, table, own, snapshot, byDay, days));
          inputs.put(table, snapshot);
          inputs.put(DEFINITION + table, definition);
        });
    return judged;
  }

  /** The checks of the tables that are there; one that refers to a table that is not, is not. */
  private Map<String, List<QualityCheck>> asked(Lake lake, Set<String> there) {
    Map<String, Boolean> known = new HashMap<>();
    there.forEach(table -> known.put(table, true));
    return checks.stream()
        .filter(check -> there.contains(check.table()))
        .filter(
            check ->
                check.kind() != QualityCheck.Kind.REFERENCE
                    || known.computeIfAbsent(check.referredTable(), lake::has))
        .collect(Collectors.groupingBy(QualityCheck::table));
  }

  /** The days that changed; all of them if the checks did. */
  private static NavigableSet<LocalDate> byDay(Changes changes, String table, boolean same) {
    return same || changes.given()
        ? changes.touched().getOrDefault(table, new TreeSet<>())
        : changes.lake().days(table);
  }

  /** A table that knows no days is judged as a whole, and again once it has changed. */
  private static NavigableSet<LocalDate> whole(
      Changes changes, String table, long snapshot, Instant now, boolean same) {
    boolean known = same && Long.valueOf(snapshot).equals(changes.before().get(table));
    return known || changes.given()
        ? new TreeSet<>()
        : new TreeSet<>(List.of(LocalDate.ofInstant(now, ZoneOffset.UTC)));
  }

  private static Map<String, NavigableSet<LocalDate>> days(List<Judged> tables) {
    Map<String, NavigableSet<LocalDate>> days = new TreeMap<>();
    tables.stream()
        .filter(judged -> !judged.days().isEmpty() && !judged.ofRows().isEmpty())
        .forEach(judged -> days.put(judged.table(), judged.days()));
    return days;
  }

  /** One scan of each table, all of them in one go. */
  private static List<Verdict> ofRows(List<Judged> tables) {
    List<RowChecks> asked =
        tables.stream()
            .filter(judged -> !judged.days().isEmpty())
            .map(RowChecks::of)
            .filter(rows -> !rows.checks().isEmpty())
            .toList();
    Map<List<Object>, Row> tallies = new HashMap<>();
    Unions.of(asked.stream().map(RowChecks::tally).toList())
        .map(Dataset::collectAsList)
        .orElse(List.of())
        .forEach(row -> tallies.put(List.of(row.get(0), row.get(1)), row));
    List<Verdict> verdicts = new ArrayList<>();
    for (RowChecks rows : asked) {
      Judged judged = rows.judged();
      for (LocalDate day : judged.days()) {
        Optional<Row> tally = Optional.ofNullable(tallies.get(List.of(judged.table(), day)));
        for (int i = 0; i < rows.checks().size(); i++) {
          int place = i;
          verdicts.add(
              Verdict.ofRows(
                  day,
                  rows.checks().get(i),
                  tally.map(row -> row.getLong(2)).orElse(0L),
                  tally.map(row -> (Long) row.getList(3).get(place)).orElse(0L),
                  judged.snapshot()));
        }
      }
    }
    return verdicts;
  }

  /** A second look, at days on which something failed. */
  private static Optional<Dataset<Row>> failing(
      List<Verdict> verdicts, List<Judged> tables, Request request) {
    Map<String, NavigableSet<LocalDate>> days = new HashMap<>();
    verdicts.stream()
        .filter(Verdict::isFailure)
        .forEach(
            verdict ->
                days.computeIfAbsent(verdict.check().table(), table -> new TreeSet<>())
                    .add(verdict.day()));
    return Unions.of(
        tables.stream()
            .filter(judged -> days.containsKey(judged.table()))
            .map(
                judged ->
                    RowChecks.of(judged)
                        .failing(
                            days.getOrDefault(judged.table(), new TreeSet<>()), request.runId()))
            .toList());
  }

  private static List<Verdict> ofDays(List<Judged> tables, Request request) {
    boolean given = request.days().isPresent();
    List<DayChecks> asked =
        tables.stream().map(judged -> new DayChecks(judged, request.now(), given)).toList();
    List<Row> counted =
        Unions.of(asked.stream().flatMap(days -> days.spreads().stream()).toList())
            .map(Dataset::collectAsList)
            .orElse(List.of());
    List<Verdict> verdicts = new ArrayList<>();
    for (DayChecks days : asked) {
      verdicts.addAll(days.volume());
      verdicts.addAll(days.freshness());
      verdicts.addAll(days.drift(counted));
    }
    return verdicts;
  }
}
