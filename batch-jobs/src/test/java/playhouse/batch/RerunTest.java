package playhouse.batch;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

class RerunTest {
  private static final List<String> CALENDAR =
      List.of("core.periods", "core.days", "core.utc_days");
  private static final List<String> TABLES =
      List.of(
          "core.titles",
          "core.plays",
          "core.sessions",
          "core.interactions",
          "core.activity",
          "core.registrations",
          "core.entitlements",
          "core.payments",
          "core.impressions",
          "mart.kpi_daily");
  private static final LocalDate MONDAY = LocalDate.parse("2026-11-16");
  private static final LocalDate TUESDAY = MONDAY.plusDays(1);

  private Lake lake;
  private Nights nights;

  @BeforeEach
  void one_night() {
    lake = SmallPlatform.afterOneNight();
    nights = new Nights(lake);
  }

  @Test
  void a_rerun_changes_nothing_and_writes_nothing() {
    Map<String, OptionalLong> before = snapshots();
    assertThat(nights.next("second").values()).allMatch(NavigableSet::isEmpty);
    assertThat(snapshots()).isEqualTo(before);
    assertThat(nights.again("third", new DayRange(MONDAY, TUESDAY)).values())
        .allMatch(NavigableSet::isEmpty);
    assertThat(snapshots()).isEqualTo(before);
  }

  @Test
  void late_facts_open_exactly_the_days_they_touch_and_give_what_all_at_once_would_have_given() {
    Event[] late = {
      // The other half of p5; the start of p6, with more of it on the next day.
      SmallPlatform.beat("p5", "2026-11-16T12:00:40Z", 20_000, 40_000, 20_000),
      SmallPlatform.start("p6", "2026-11-16T12:59:00Z", "film", 100_000),
      SmallPlatform.beat("p6", "2026-11-17T00:10:00Z", 40_000, 90_000, 50_000),
      // A first click on i2, a day later; a change of heart.
      SmallPlatform.about("ad.click", "2026-11-18T09:00:00Z", "i2"),
      SmallPlatform.entitled("ann", "2026-11-17T09:00:00Z", "none")
    };
    new RawTables(lake).add(late);
    Map<String, NavigableSet<LocalDate>> written = nights.next("second");

    assertThat(written.get("plays")).containsExactly(MONDAY);
    assertThat(written.get("sessions")).isEmpty();
    assertThat(written.get("impressions")).containsExactly(MONDAY);
    assertThat(written.get("entitlements")).containsExactly(MONDAY, TUESDAY);
    assertThat(written.get("payments")).isEmpty();
    assertThat(value("K1.3", "completion", MONDAY)).isEqualTo((0.7 + 0.75 + 1 + 0.9) / 4);
    assertThat(value("K5.3", "ctr", MONDAY)).isEqualTo(2.0 / 3);
    assertThat(value("K4.1", "paid", TUESDAY)).isEqualTo(0.0);

    Map<String, List<String>> inTwo = contents();
    LakeHouse.empty();
    new RawTables(lake).add(SmallPlatform.events());
    new RawTables(lake).add(late);
    nights.next("at once");
    assertThat(contents()).isEqualTo(inTwo);
  }

  @Test
  @EnabledIf("playhouse.batch.LakeHouse#canRunNatively")
  void native_code_makes_the_same_tables() {
    LakeHouse.natively(
        () ->
            assertThat(nights.again("natively", new DayRange(MONDAY, TUESDAY)).values())
                .allMatch(NavigableSet::isEmpty));
    Map<String, List<String>> before = contents();
    LakeHouse.empty();
    new RawTables(lake).add(SmallPlatform.events());
    LakeHouse.natively(() -> nights.next("natively from the start"));
    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void more_plays_than_a_task_holds_at_once_make_the_same_tables() {
    Map<String, List<String>> before = contents();
    LakeHouse.empty();
    new RawTables(lake).add(SmallPlatform.events());
    LakeHouse.with(SparkSessions.HELD_AT_ONCE, "1", () -> nights.next("sorted on disk"));
    assertThat(contents()).isEqualTo(before);
  }

  private double value(String kpi, String measure, LocalDate day) {
    return lake.table("mart.kpi_daily")
        .where("zone = 'UTC' AND `by` = ''")
        .where(col("kpi").equalTo(kpi).and(col("measure").equalTo(measure)))
        .where(col("day").equalTo(day))
        .select("value")
        .collectAsList()
        .get(0)
        .getDouble(0);
  }

  private Map<String, OptionalLong> snapshots() {
    Map<String, OptionalLong> snapshots = new HashMap<>();
    TABLES.forEach(table -> snapshots.put(table, lake.snapshot(table)));
    CALENDAR.forEach(table -> snapshots.put(table, lake.snapshot(table)));
    return snapshots;
  }

  private Map<String, List<String>> contents() {
    Map<String, List<String>> contents = new HashMap<>();
    TABLES.forEach(table -> contents.put(table, nights.content(table)));
    return contents;
  }
}
