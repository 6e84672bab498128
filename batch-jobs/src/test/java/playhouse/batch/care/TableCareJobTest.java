package playhouse.batch.care;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import playhouse.batch.CareHouse;
import playhouse.batch.Lake;
import playhouse.batch.Outcome;
import playhouse.batch.Request;

class TableCareJobTest {
  private static final LocalDate MONDAY = LocalDate.parse("2026-11-16");

  private final Instant now = Instant.now();

  @Test
  void cares_for_every_table_tags_what_numbers_and_models_name_and_a_second_run_changes_nothing() {
    Lake lake = CareHouse.fresh(Map.of("PLAYHOUSE_CARE_FEWEST_SNAPSHOTS", "1"), Map.of());
    RawLikeTable raw = RawLikeTable.create(lake, "playback");
    raw.commit(0, 5, MONDAY);
    long unnamed = lake.snapshot("raw.playback").orElseThrow();
    raw.commit(5, 1, MONDAY);
    final long takenUp = lake.snapshot("raw.playback").orElseThrow();
    raw.commit(6, 6, MONDAY);
    registered(lake, MONDAY, "ann");
    long kpi = lake.snapshot("core.registrations").orElseThrow();
    registered(lake, MONDAY, "bob");
    long model = lake.snapshot("core.registrations").orElseThrow();
    for (int i = 0; i < 6; i++) {
      registered(lake, MONDAY, "person " + i);
    }
    computed(lake, "core.plays=1,core.registrations=" + kpi);
    trained(lake, model);
    ran(lake, now.minus(Duration.ofDays(900)), 1);
    ran(lake, now, takenUp);

    Outcome first = care(lake, now.plus(Duration.ofDays(10)));
    assertThat(first.detail()).startsWith("20 files");
    assertThat(lake.iceberg("core.registrations").refs().keySet())
        .anyMatch(name -> name.startsWith("kpi-") && name.endsWith("-" + kpi))
        .anyMatch(name -> name.startsWith("model-") && name.endsWith("-" + model));
    assertThat(lake.table("core.registrations", kpi).count()).isEqualTo(1);
    assertThat(lake.iceberg("raw.playback").snapshot(takenUp)).isNotNull();
    assertThat(lake.iceberg("raw.playback").snapshot(unnamed)).isNull();
    assertThat(lake.table("ops.job_runs").count()).isEqualTo(1);
    List<Row> told =
        lake.table("ops.table_care").where("table_name = 'raw.playback'").collectAsList();
    assertThat(told).singleElement().satisfies(row -> assertThat(row.getLong(3)).isEqualTo(1));

    Map<String, OptionalLong> before = snapshots(lake);
    Outcome second = care(lake, now.plus(Duration.ofDays(10)));
    assertThat(second.detail())
        .isEqualTo(
            "0 files and 0 manifests written together, 0 tags, 0 snapshots and 0 orphans gone");
    assertThat(snapshots(lake)).isEqualTo(before);
  }

  @Test
  void a_bound_that_is_still_broken_fails_the_job_after_all_tables_were_cared_for() {
    Lake lake = CareHouse.fresh(Map.of("PLAYHOUSE_CARE_METADATA_BYTES", "1200"), Map.of());
    assertThatThrownBy(() -> care(lake, now))
        .hasMessageMatching("core\\.[a-z_]+ has \\d+ bytes of metadata, not at most 1200.*");
    assertThat(lake.table("ops.table_care").where("broken <> ''").count()).isPositive();
    assertThat(lake.table("ops.table_care").where("broken = ''").count()).isPositive();
  }

  private static Outcome care(Lake lake, Instant now) {
    return new TableCareJob().run(lake, new Request(Optional.empty(), now, "care"));
  }

  private static void registered(Lake lake, LocalDate day, String person) {
    insert(
        lake,
        "core.registrations",
        Map.of("day", "DATE '" + day + "'", "person", "'" + person + "'"));
  }

  private void computed(Lake lake, String snapshots) {
    insert(
        lake,
        "mart.kpi_daily",
        Map.of(
            "day", "DATE '" + MONDAY + "'",
            "snapshots", "'" + snapshots + "'",
            "computed_at", "TIMESTAMP '" + now + "'"));
  }

  private void trained(Lake lake, long snapshot) {
    insert(
        lake,
        "ops.models",
        Map.of(
            "snapshots", "map('core.registrations', " + snapshot + "L)",
            "created_at", "TIMESTAMP '" + now + "'"));
  }

  private static void ran(Lake lake, Instant at, long snapshot) {
    insert(
        lake,
        "ops.job_runs",
        Map.of(
            "job", "'plays'",
            "run_id", "'" + at + "'",
            "status", "'succeeded'",
            "incremental", "TRUE",
            "inputs", "map('raw.playback', " + snapshot + "L)",
            "started_at", "TIMESTAMP '" + at + "'",
            "finished_at", "TIMESTAMP '" + at + "'"));
  }

  private static void insert(Lake lake, String table, Map<String, String> row) {
    Map<String, String> values = new HashMap<>(row);
    String columns = String.join(", ", values.keySet());
    lake.spark()
        .sql(
            "INSERT INTO "
                + table
                + " ("
                + columns
                + ") VALUES ("
                + String.join(", ", values.values())
                + ")");
  }

  /** Of all tables but the one in which care tells of itself. */
  private static Map<String, OptionalLong> snapshots(Lake lake) {
    Map<String, OptionalLong> snapshots = new HashMap<>();
    for (String table :
        List.of(
            "raw.playback", "core.registrations", "mart.kpi_daily", "ops.models", "ops.job_runs")) {
      snapshots.put(table, lake.snapshot(table));
    }
    return snapshots;
  }
}
