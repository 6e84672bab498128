package playhouse.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import playhouse.batch.kpi.Recomputation;
import playhouse.batch.kpi.Recomputed;

/** A past day, made again from the snapshots that its values name. */
class RecomputationTest {
  private static final LocalDate MONDAY = LocalDate.parse("2026-11-16");
  private static final LocalDate TUESDAY = MONDAY.plusDays(1);

  /** The other half of a play of Monday, and a play of Tuesday. */
  private static final Event[] LATE = {
    SmallPlatform.beat("p5", "2026-11-16T12:00:40Z", 20_000, 40_000, 20_000),
    SmallPlatform.start("p7", "2026-11-17T12:00:00Z", "film", 100_000).by("ann"),
    SmallPlatform.beat("p7", "2026-11-17T12:01:00Z", 0, 60_000, 60_000).by("ann")
  };

  private Lake lake;

  @BeforeEach
  void after_one_night() {
    lake = SmallPlatform.afterOneNight();
  }

  @Test
  void a_day_comes_out_the_same_after_its_facts_have_changed_and_once_more_after_it_was_retold() {
    final Recomputed before = again(MONDAY);
    assertThat(before.stored()).hasSizeGreaterThan(100);
    assertThat(before.isSame()).as(before.text()).isTrue();

    new RawTables(lake).add(LATE);
    late("plays");
    assertThat(again(MONDAY)).isEqualTo(before);

    new Nights(lake).next("second");
    Recomputed after = again(MONDAY);
    assertThat(after.isSame()).as(after.text()).isTrue();
    assertThat(after.stored()).isNotEqualTo(before.stored());
    assertThat(again(TUESDAY).isSame()).isTrue();
  }

  @Test
  void a_day_that_a_later_night_did_not_touch_comes_from_the_snapshots_of_the_first() {
    List<String> told = again("K1.3").stored();
    new RawTables(lake).add(SmallPlatform.start("p7", "2026-11-23T12:00:00Z", "film", 100_000));
    new Nights(lake, Set.of("K1.3")).next("second");
    Recomputed after = again("K1.3");
    assertThat(after.isSame()).as(after.text()).isTrue();
    assertThat(after.stored()).isEqualTo(told);
  }

  @Test
  void nothing_is_written() {
    Map<String, OptionalLong> before = snapshots();
    assertThat(command("--kpi", "K10.2")).isZero();
    assertThat(snapshots()).isEqualTo(before);
  }

  @Test
  void a_value_that_was_tampered_with_is_found() {
    lake.spark()
        .sql(
            "UPDATE mart.kpi_daily SET value = value + 1e-9 WHERE kpi = 'K10.2' AND zone = 'UTC' "
                + "AND measure = 'likes' AND grain = 'day' AND day = DATE '2026-11-16'");
    Recomputed recomputed = again("K10.2");
    assertThat(recomputed.isSame()).isFalse();
    assertThat(recomputed.differences()).hasSize(2).allMatch(line -> line.contains("\tlikes\t"));
    assertThat(recomputed.text()).endsWith(" 2 differences");
  }

  @Test
  void a_snapshot_that_is_gone_is_named_and_what_does_not_need_it_is_compared() {
    new RawTables(lake).add(LATE);
    long named = lake.snapshot("core.plays").orElseThrow();
    late("plays");
    // The files stay: other tests go back to them.
    lake.iceberg("core.plays")
        .expireSnapshots()
        .expireSnapshotId(named)
        .cleanupLevel(org.apache.iceberg.ExpireSnapshots.CleanupLevel.NONE)
        .commit();
    Recomputed recomputed = again("K1.3");
    assertThat(recomputed.isSame()).isFalse();
    assertThat(recomputed.text())
        .isEqualTo(
            "no longer reproducible: K1.3: snapshot "
                + named
                + " of core.plays has expired\nnothing could be made again");
    assertThat(again("K10.2").isSame()).isTrue();
    assertThat(command("--kpi", "K1.3")).isEqualTo(1);
  }

  @Test
  void a_version_that_is_not_the_definitions_is_named() {
    lake.spark().sql("UPDATE mart.kpi_daily SET version = 7 WHERE kpi = 'K10.2'");
    assertThat(again("K10.2").gone())
        .containsExactly("K10.2: stored by version 7, defined by version 1");
  }

  private Recomputed again(LocalDate day) {
    return again(day, Optional.empty());
  }

  private Recomputed again(String kpi) {
    return again(MONDAY, Optional.of(kpi));
  }

  private Recomputed again(LocalDate day, Optional<String> kpi) {
    Request request = new Request(Optional.empty(), LakeHouse.NOW, "again");
    return new Recomputation(lake, Nights.kpis(), request).of(DayRange.of(day), kpi);
  }

  private int command(String... more) {
    String[] line = {"recompute", "--date", "2026-11-16", more[0], more[1]};
    PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    InstantSource clock = InstantSource.fixed(LakeHouse.NOW);
    return new Commands(new Jobs(List.of()), () -> lake, clock, out, out).run(line);
  }

  private void late(String job) {
    Request request = new Request(Optional.empty(), LakeHouse.NOW, "late");
    Jobs.all().find(job).orElseThrow().run(lake, request);
  }

  private Map<String, OptionalLong> snapshots() {
    Map<String, OptionalLong> snapshots = new HashMap<>();
    for (String table :
        List.of("core.plays", "mart.kpi_daily", "ops.job_runs", "ops.lineage", "core.days")) {
      snapshots.put(table, lake.snapshot(table));
    }
    return snapshots;
  }
}
