package playhouse.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import playhouse.batch.kpi.DailyKpisJob;
import playhouse.warehouse.Kpi;

/** What becomes of the days already told when a definition comes or changes. */
class KpiHistoryTest {
  private static final String KPIS = "mart.kpi_daily";
  private static final String RUNS = "ops.job_runs";
  private static final String HISTORY = "mart.kpi_history";

  private final Kpi registrations = defined("K2.1");
  private Lake lake;

  @BeforeEach
  void after_one_night() {
    lake = SmallPlatform.afterOneNight();
  }

  @Test
  void a_new_definition_has_the_whole_history_after_the_next_run() {
    Kpi doubled = changed(registrations, "K99.1", 1);
    assertThat(run("second", doubled).days()).isNotEmpty();
    assertThat(values("K99.1")).isNotEmpty().isEqualTo(twice("K2.1"));
    assertThat(runs("K2.1")).containsOnly("first");
    assertThat(run("third", doubled).days()).isEmpty();
  }

  @Test
  void a_new_definition_has_it_too_where_some_of_its_days_were_asked_for_before() {
    Kpi doubled = changed(registrations, "K99.1", 1);
    DayRange monday = DayRange.of(LocalDate.parse("2026-11-16"));
    run("asked", Optional.of(monday), doubled);
    assertThat(values("K99.1")).isNotEmpty().isNotEqualTo(twice("K2.1"));
    run("second", doubled);
    assertThat(values("K99.1")).isEqualTo(twice("K2.1"));
  }

  @Test
  void a_definition_that_has_changed_is_told_anew_for_every_day_and_the_others_stay_as_they_are() {
    List<String> twice = twice("K2.1");
    List<String> others = values("K10.2");
    run("second", changed(registrations, "K2.1", 2));
    assertThat(values("K2.1")).isNotEmpty().isEqualTo(twice);
    assertThat(lake.table(KPIS).where("kpi = 'K2.1'").select("version").distinct().collectAsList())
        .extracting(row -> row.getInt(0))
        .containsExactly(2);
    assertThat(values("K10.2")).isNotEmpty().isEqualTo(others);
    assertThat(runs("K10.2")).containsOnly("first");
  }

  @Test
  void what_the_version_before_had_told_stays_findable_once_each_though_the_run_died_half_way() {
    final List<String> told = lines(KPIS, "K2.1", "version, run_id, snapshots, value");
    final List<String> replacing = List.of("1 2 second");
    final long before = lake.snapshot(KPIS).orElseThrow();
    final long ran = lake.snapshot(RUNS).orElseThrow();
    run("second", changed(registrations, "K2.1", 2));
    assertThat(lines(HISTORY, "K2.1", "version, run_id, snapshots, value")).isEqualTo(told);
    assertThat(replaced("K2.1")).isEqualTo(replacing);

    // As if it had died between the two: version 1 is still in its place, and no run is noted.
    lake.iceberg(KPIS).manageSnapshots().rollbackTo(before).commit();
    lake.iceberg(RUNS).manageSnapshots().rollbackTo(ran).commit();
    run("third", changed(registrations, "K2.1", 2));
    assertThat(replaced("K2.1")).isEqualTo(replacing);
    assertThat(lines(HISTORY, "K2.1", "version, run_id, snapshots, value")).isEqualTo(told);

    run("fourth", changed(registrations, "K2.1", 3));
    assertThat(replaced("K2.1")).containsExactly("1 2 second", "2 3 fourth");
    assertThat(lake.table(HISTORY).where("kpi <> 'K2.1'").count()).isZero();
  }

  private List<String> replaced(String kpi) {
    return lake
        .table(HISTORY)
        .where("kpi = '" + kpi + "'")
        .selectExpr("concat_ws(' ', version, replaced_by, replaced_run)")
        .distinct()
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .sorted()
        .toList();
  }

  private Outcome run(String runId, Kpi kpi) {
    return run(runId, Optional.empty(), kpi);
  }

  /** With all the definitions there are, and one that is new or takes another's place. */
  private Outcome run(String runId, Optional<DayRange> days, Kpi kpi) {
    List<Kpi> kpis = new ArrayList<>(Nights.kpis());
    kpis.removeIf(old -> old.id().equals(kpi.id()));
    kpis.add(kpi);
    Job job = new DailyKpisJob(kpis);
    Request request = new Request(days, LakeHouse.NOW, runId);
    return JobRun.of(job, lake, request, InstantSource.system()).outcome();
  }

  private List<String> values(String kpi) {
    return lines(kpi, "value");
  }

  private List<String> twice(String kpi) {
    return lines(kpi, "2 * value");
  }

  private List<String> lines(String kpi, String value) {
    return lines(KPIS, kpi, value);
  }

  private List<String> lines(String table, String kpi, String value) {
    return lake
        .table(table)
        .where("kpi = '" + kpi + "'")
        .selectExpr("concat_ws(' ', measure, zone, grain, day, `by`, " + value + ")")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .sorted()
        .toList();
  }

  private List<String> runs(String kpi) {
    List<Row> runs = lake.table(KPIS).where("kpi = '" + kpi + "'").select("run_id").collectAsList();
    return runs.stream().map(row -> row.getString(0)).toList();
  }

  private static Kpi defined(String id) {
    return Kpi.all().stream().filter(kpi -> kpi.id().equals(id)).findFirst().orElseThrow();
  }

  /** The same, but everything counts twice. */
  private static Kpi changed(Kpi kpi, String id, int version) {
    return new Kpi(
        id,
        kpi.label(),
        kpi.grains(),
        kpi.dimensions(),
        kpi.live(),
        version,
        kpi.reach(),
        kpi.measures(),
        kpi.parts(),
        kpi.text().replace("COUNT(*)", "2 * COUNT(*)"));
  }
}
