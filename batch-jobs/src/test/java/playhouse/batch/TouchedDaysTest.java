package playhouse.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.apache.iceberg.spark.actions.SparkActions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TouchedDaysTest {
  private static final String TABLE = "raw.interaction";
  private static final LocalDate MONDAY = LocalDate.parse("2026-11-16");
  private static final LocalDate TUESDAY = MONDAY.plusDays(1);

  private Lake lake;
  private long first;

  @BeforeEach
  void monday_comes() {
    lake = LakeHouse.empty();
    add(MONDAY);
    add(MONDAY);
    first = now();
  }

  @Test
  void rows_touch_their_day() {
    add(TUESDAY);
    assertThat(touched(first)).containsExactly(TUESDAY);
    assertThat(touched(now())).isEmpty();
  }

  @Test
  void compaction_touches_no_day() {
    compact();
    assertThat(now()).isNotEqualTo(first);
    assertThat(touched(first)).isEmpty();
  }

  @Test
  void rewriting_manifests_touches_no_day() {
    SparkActions.get(lake.spark()).rewriteManifests(lake.iceberg(TABLE)).execute();
    assertThat(now()).isNotEqualTo(first);
    assertThat(touched(first)).isEmpty();
    compact();
    add(TUESDAY);
    assertThat(touched(first)).containsExactly(TUESDAY);
  }

  @Test
  void rows_that_were_compacted_before_anybody_looked_touch_theirs() {
    add(TUESDAY);
    add(TUESDAY);
    compact();
    assertThat(touched(first)).containsExactly(TUESDAY);
  }

  @Test
  void rows_taken_out_touch_theirs() {
    add(TUESDAY);
    long both = now();
    lake.spark().sql("DELETE FROM " + TABLE + " WHERE occurred < TIMESTAMP '2026-11-17'");
    assertThat(touched(both)).containsExactly(MONDAY);
    assertThat(touched(first)).containsExactly(MONDAY, TUESDAY);
  }

  @Test
  void without_the_snapshot_all_days_are_touched() {
    add(TUESDAY);
    assertThat(touched(42)).containsExactly(MONDAY, TUESDAY);
  }

  private java.util.NavigableSet<LocalDate> touched(long after) {
    return new TouchedDays(lake.iceberg(TABLE)).between(after, now());
  }

  private long now() {
    return lake.snapshot(TABLE).orElseThrow();
  }

  private void add(LocalDate day) {
    new RawTables(lake)
        .add(Event.of("like.added", day + "T12:00:00Z").by("ann").with("title", "t"));
  }

  private void compact() {
    SparkActions.get(lake.spark())
        .rewriteDataFiles(lake.iceberg(TABLE))
        .option("rewrite-all", "true")
        .execute();
  }
}
