package playhouse.batch.care;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.Test;
import playhouse.batch.CareHouse;
import playhouse.batch.Lake;

class TableCareTest {
  private static final LocalDate MONDAY = LocalDate.parse("2026-11-16");
  private static final LocalDate TUESDAY = MONDAY.plusDays(1);
  private static final AtomicInteger TABLES = new AtomicInteger();

  private static final Lake LAKE = CareHouse.fresh(Map.of(), Map.of());

  private final RawLikeTable raw = RawLikeTable.create(LAKE, "playback" + TABLES.incrementAndGet());
  private final Map<String, Map<String, Map<Long, Instant>>> named = new HashMap<>();
  private final Map<String, Set<Long>> takenUp = new HashMap<>();

  @Test
  void after_360_commits_back_to_back_files_snapshots_and_metadata_are_few() {
    raw.commit(0, 360, MONDAY, TUESDAY);
    List<String> rows = raw.rows();
    long tagged = snapshotOfCheckpoint(100);
    long rowsThen = LAKE.table(raw.name(), tagged).count();
    named.put("kpi", Map.of(raw.name(), Map.of(tagged, Instant.now())));
    Instant later = Instant.now().plus(Duration.ofDays(4));

    Cared cared = care(later);

    assertThat(cared.before().files()).isEqualTo(360);
    assertThat(cared.after().files()).isEqualTo(2);
    assertThat(cared.after().mostFiles()).isEqualTo(1);
    assertThat(cared.after().snapshots()).isLessThanOrEqualTo(22);
    assertThat(cared.after().manifests()).isLessThanOrEqualTo(20);
    assertThat(cared.after().metadataBytes()).isLessThan(64_000);
    assertThat(cared.broken()).isEmpty();
    assertThat(raw.rows()).isEqualTo(rows);
    assertThat(LAKE.table(raw.name(), tagged).count()).isEqualTo(rowsThen);
    assertThat(raw.table().refs()).containsKey(tag(tagged));

    String metadata = raw.table().currentSnapshot().toString();
    Cared again = care(later);
    assertThat(again.idle()).isTrue();
    assertThat(again.after()).isEqualTo(cared.after());
    assertThat(raw.table().currentSnapshot().toString()).isEqualTo(metadata);
  }

  @Test
  void the_open_day_and_a_day_that_is_fine_are_left_alone() {
    LocalDate today = LocalDate.parse("2026-11-20");
    raw.commit(0, 4, MONDAY);
    raw.commit(4, 10, today);
    Cared cared = care(Instant.parse("2026-11-20T23:00:00Z"));
    assertThat(cared.compacted()).isZero();
    assertThat(care(Instant.parse("2026-11-21T00:10:00Z")).compacted()).isEqualTo(10);
  }

  @Test
  void a_writer_that_appends_meanwhile_goes_on_and_loses_nothing() throws Exception {
    raw.commit(0, 60, MONDAY, TUESDAY);
    AtomicBoolean done = new AtomicBoolean();
    AtomicInteger next = new AtomicInteger(60);
    Thread writer =
        new Thread(
            () -> {
              while (!done.get() && next.get() < 2000) {
                raw.commit(next.get(), 1, MONDAY, TUESDAY);
                next.incrementAndGet();
              }
            });
    writer.start();
    Instant later = Instant.now().plus(Duration.ofDays(4));
    Cared first = care(later);
    Cared second = care(later);
    done.set(true);
    writer.join();

    assertThat(next.get()).isGreaterThan(62);
    assertThat(first.compacted()).isGreaterThanOrEqualTo(60);
    assertThat(raw.rows()).hasSize(5 * next.get()).doesNotHaveDuplicates();
    assertThat(second.broken()).isEmpty();
    assertThat(raw.table().properties())
        .containsEntry(RawLikeTable.PROPERTY, "" + (next.get() - 1));
  }

  @Test
  void what_the_lake_writer_wrote_but_has_yet_to_commit_waits_for_it_however_long_it_is_down() {
    Table table = raw.table();
    DataFile leftBehind = RawLikeTable.file(table, MONDAY, 5);
    age(leftBehind, Duration.ofDays(4));
    DataFile pending = RawLikeTable.file(table, MONDAY, 5);
    age(pending, Duration.ofHours(5));
    raw.commit(0, 40, MONDAY);

    // The writer is down for a month; care comes by all the same.
    Instant month = Instant.now().plus(Duration.ofDays(30));
    Cared cared = new TableCare(LAKE, raw.name(), named(), policy(1), month).run();
    assertThat(cared.orphans()).isEqualTo(1);
    assertThat(exists(leftBehind)).isFalse();
    assertThat(exists(pending)).isTrue();
    assertThat(new TableCare(LAKE, raw.name(), named(), policy(1), month).run().idle()).isTrue();

    // It comes back: what it holds pending is committed once, what is there is known.
    table.refresh();
    RawLikeTable.commit(table, 39, List.of(pending));
    assertThat(raw.rows()).hasSize(200);
    RawLikeTable.commit(table, 40, List.of(pending));
    assertThat(raw.rows()).hasSize(205);
  }

  @Test
  void where_the_lake_writer_never_committed_nothing_is_an_orphan() {
    Table table = raw.table();
    DataFile first = RawLikeTable.file(table, MONDAY, 5);
    age(first, Duration.ofDays(40));
    care(Instant.now());
    RawLikeTable.commit(table, 1, List.of(first));
    assertThat(raw.rows()).hasSize(5);
  }

  @Test
  void everything_since_the_snapshot_that_a_job_takes_up_from_stays() {
    raw.commit(0, 50, MONDAY);
    long seen = snapshotOfCheckpoint(10);
    takenUp.put(raw.name(), Set.of(seen));
    Cared cared = care(Instant.now().plus(Duration.ofDays(4)));
    assertThat(cared.expired()).isEqualTo(10);
    assertThat(raw.table().snapshot(seen)).isNotNull();
    assertThat(
            org.apache.iceberg.util.SnapshotUtil.isAncestorOf(
                raw.table(), raw.table().currentSnapshot().snapshotId(), seen))
        .isTrue();
  }

  @Test
  void a_snapshot_has_one_tag_of_a_kind_and_loses_it_after_its_time() {
    raw.commit(0, 3, MONDAY);
    long snapshot = snapshotOfCheckpoint(0);
    Instant now = Instant.now();
    named.put("kpi", Map.of(raw.name(), Map.of(snapshot, now)));
    assertThat(care(now).tagged()).isEqualTo(1);
    assertThat(care(now).tagged()).isZero();

    named.put("kpi", Map.of(raw.name(), Map.of(snapshot, now.plus(Duration.ofDays(20)))));
    assertThat(care(now.plus(Duration.ofDays(20))).tagged()).isEqualTo(1);
    assertThat(raw.table().refs()).hasSize(2);
    named.clear();
    assertThat(care(now.plus(Duration.ofDays(54))).after().tags()).isEqualTo(1);
    assertThat(care(now.plus(Duration.ofDays(56))).after().tags()).isZero();
  }

  @Test
  void tables_that_only_grow_lose_their_oldest_days_and_months() {
    Instant now = Instant.parse("2026-11-23T12:00:00Z");
    LAKE.spark()
        .sql(
            "INSERT INTO mart.kpi_minute (minute, kpi) VALUES"
                + " (TIMESTAMP '2026-10-18 23:59:00 UTC', 'old'),"
                + " (TIMESTAMP '2026-10-19 00:00:00 UTC', 'kept')");
    LAKE.spark()
        .sql(
            "INSERT INTO ops.lineage (event_time, job) VALUES"
                + " (TIMESTAMP '2025-09-30 12:00:00 UTC', 'old'),"
                + " (TIMESTAMP '2025-10-01 12:00:00 UTC', 'of the month in which it ends')");
    for (String table : List.of("mart.kpi_minute", "ops.lineage")) {
      assertThat(new TableCare(LAKE, table, named(), policy(20), now).run().broken()).isEmpty();
    }
    assertThat(LAKE.table("mart.kpi_minute").select("kpi").collectAsList())
        .singleElement()
        .satisfies(row -> assertThat(row.getString(0)).isEqualTo("kept"));
    assertThat(LAKE.table("ops.lineage").where("job = 'old'").count()).isZero();
    assertThat(LAKE.table("ops.lineage").where("job LIKE 'of the month%'").count()).isEqualTo(1);
  }

  @Test
  void a_bound_that_is_still_broken_is_told() {
    raw.commit(0, 2, MONDAY);
    CarePolicy policy = CarePolicy.of(LAKE.settings());
    CarePolicy narrow =
        new CarePolicy(
            policy.snapshots(),
            20,
            1000,
            policy.tags(),
            policy.orphans(),
            policy.rejects(),
            policy.minutes(),
            policy.runs(),
            100);
    Cared cared = new TableCare(LAKE, raw.name(), named(), narrow, Instant.now()).run();
    assertThat(cared.broken()).singleElement().asString().endsWith("of metadata, not at most 100");
    assertThatThrownBy(() -> LAKE.iceberg("raw.nothing")).hasMessageContaining("no table");
  }

  private Cared care(Instant now) {
    return new TableCare(LAKE, raw.name(), named(), policy(20), now).run();
  }

  private Named named() {
    return new Named(named, takenUp);
  }

  private static CarePolicy policy(int fewest) {
    CarePolicy policy = CarePolicy.of(LAKE.settings());
    return new CarePolicy(
        policy.snapshots(),
        fewest,
        policy.most(),
        policy.tags(),
        policy.orphans(),
        policy.rejects(),
        policy.minutes(),
        policy.runs(),
        policy.metadataBytes());
  }

  private long snapshotOfCheckpoint(int checkpoint) {
    for (var snapshot : raw.table().snapshots()) {
      if (("" + checkpoint).equals(snapshot.summary().get("playhouse.checkpoint"))) {
        return snapshot.snapshotId();
      }
    }
    throw new AssertionError("no checkpoint " + checkpoint);
  }

  private static String tag(long snapshot) {
    return "kpi-" + Instant.now().atOffset(java.time.ZoneOffset.UTC).toLocalDate() + "-" + snapshot;
  }

  private static void age(DataFile file, Duration by) {
    Instant then = Instant.now().minus(by);
    if (!path(file).setLastModified(then.toEpochMilli())) {
      throw new AssertionError("cannot age " + file.location());
    }
  }

  private static boolean exists(DataFile file) {
    return path(file).exists();
  }

  private static java.io.File path(DataFile file) {
    return new java.io.File(java.net.URI.create(file.location()).getPath());
  }
}
