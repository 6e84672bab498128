package playhouse.batch.quality;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
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
    Map<String, List<QualityCheck>> byTable =
        checks.stream()
            .filter(check -> lake.snapshot(check.table()).isPresent())
            .collect(
                Collectors.groupingBy(
                    QualityCheck::table, LinkedHashMap::new, Collectors.toList()));
    List<String> dated =
        byTable.keySet().stream()
            .filter(table -> !lake.iceberg(table).spec().isUnpartitioned())
            .toList();
    Changes changes = Changes.since(lake, name(), request, dated);
    List<Judged> judged = new ArrayList<>();
    byTable.forEach(
        (table, own) -> {
          long definition = own.stream().map(QualityCheck::reason).toList().hashCode();
          boolean same = Long.valueOf(definition).equals(changes.before().get(DEFINITION + table));
          Judged one =
              dated.contains(table)
                  ? byDay(changes, table, own, same)
                  : whole(changes, table, own, request, same);
          judged.add(one);
          inputs.put(table, one.snapshot());
          inputs.put(DEFINITION + table, definition);
        });
    return judged;
  }

  /** The days that changed; all of them if the checks did. */
  private static Judged byDay(Changes changes, String table, List<QualityCheck> own, boolean same) {
    NavigableSet<LocalDate> days =
        same || changes.given()
            ? changes.touched().getOrDefault(table, new TreeSet<>())
            : changes.lake().days(table);
    long snapshot = changes.lake().snapshot(table).orElseThrow();
    return new Judged(
        changes.lake(), table, own, changes.snapshots().getOrDefault(table, snapshot), true, days);
  }

  /** A table that knows no days is judged as a whole, and again once it has changed. */
  private static Judged whole(
      Changes changes, String table, List<QualityCheck> own, Request request, boolean same) {
    long snapshot = changes.lake().snapshot(table).orElseThrow();
    NavigableSet<LocalDate> day = new TreeSet<>();
    boolean known = same && Long.valueOf(snapshot).equals(changes.before().get(table));
    if (!known && !changes.given()) {
      day.add(LocalDate.ofInstant(request.now(), ZoneOffset.UTC));
    }
    return new Judged(changes.lake(), table, own, snapshot, false, day);
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
    asked.stream()
        .map(RowChecks::tally)
        .reduce(Dataset::union)
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
    return tables.stream()
        .filter(judged -> days.containsKey(judged.table()))
        .map(
            judged ->
                RowChecks.of(judged)
                    .failing(days.getOrDefault(judged.table(), new TreeSet<>()), request.runId()))
        .reduce(Dataset::union);
  }

  private static List<Verdict> ofDays(List<Judged> tables, Request request) {
    boolean given = request.days().isPresent();
    List<DayChecks> asked =
        tables.stream().map(judged -> new DayChecks(judged, request.now(), given)).toList();
    List<Row> counted =
        asked.stream()
            .flatMap(days -> days.spreads().stream())
            .reduce(Dataset::union)
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
