package playhouse.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every KPI of {@link SmallPlatform}, worked out by hand. */
class DailyKpisTest {
  private static final Map<String, Optional<Double>> VALUES = new HashMap<>();
  private static final String UTC = "UTC";
  private static final String SHANGHAI = "Asia/Shanghai";

  private static Lake lake;

  @BeforeAll
  static void one_night() {
    lake = SmallPlatform.afterOneNight();
    VALUES.clear();
    for (Row row : lake.table("mart.kpi_daily").where("grain = 'day'").collectAsList()) {
      String key =
          String.join(
              " ",
              row.getAs("kpi"),
              row.getAs("measure"),
              row.getAs("zone"),
              row.<LocalDate>getAs("day").toString(),
              row.getAs("by"));
      Optional<Double> before = VALUES.put(key, Optional.ofNullable(row.getAs("value")));
      assertThat(before).as("twice: %s", key).isNull();
    }
  }

  @Test
  void completion_is_the_mean_of_plays_that_qualify() {
    is("K1.3 completion", UTC, 16, "", (0.7 + 0.75 + 0.5) / 3);
    is("K1.3 completion", UTC, 16, "title=film", (0.7 + 0.75) / 2);
    is("K1.3 completion", UTC, 16, "title=song", 0.5);
    is("K1.3 completion", SHANGHAI, 16, "", (0.7 + 0.5) / 2);
    is("K1.3 completion", SHANGHAI, 17, "", 0.75);
    hasNone("K1.3 completion", UTC, 17, "");
  }

  @Test
  void registrations_are_verified_accounts_by_channel() {
    is("K2.1 registrations", UTC, 16, "", 2);
    is("K2.1 registrations", UTC, 16, "channel=search", 1);
    is("K2.1 registrations", UTC, 16, "channel=organic", 1);
    is("K2.1 registrations", SHANGHAI, 16, "", 1);
    is("K2.1 registrations", SHANGHAI, 17, "", 1);
    is("K2.1 registrations", UTC, 17, "", 0);
  }

  @Test
  void actives_are_distinct_people_in_1_7_and_28_days() {
    is("K2.2 dau", UTC, 16, "", 3);
    is("K2.2 dau", UTC, 17, "", 0);
    is("K2.2 wau", UTC, 17, "", 3);
    is("K2.2 mau", UTC, 17, "", 3);
    is("K2.2 stickiness", UTC, 17, "", 0);
    is("K2.2 dau", SHANGHAI, 16, "", 3);
    is("K2.2 dau", SHANGHAI, 17, "", 1);
    is("K2.2 wau", SHANGHAI, 17, "", 3);
    is("K2.2 stickiness", SHANGHAI, 17, "", 1.0 / 3);
  }

  @Test
  void time_spent_is_that_of_active_people() {
    is("K3.1 mean_seconds_per_person", UTC, 16, "", 1000.001 / 3);
    is("K3.1 mean_seconds_per_session", UTC, 16, "", 1000.001 / 6);
    is("K3.1 median_seconds_per_person", UTC, 16, "", 0);
    is("K3.1 mean_seconds_per_person", SHANGHAI, 16, "", 100.0 / 3);
    is("K3.1 mean_seconds_per_person", SHANGHAI, 17, "", 900.001);
    is("K3.1 mean_seconds_per_session", SHANGHAI, 17, "", 900.001 / 3);
    is("K3.1 median_seconds_per_person", SHANGHAI, 17, "", 910);
  }

  @Test
  void sessions_belong_to_the_day_of_their_first_event() {
    is("K3.4 sessions_per_person", UTC, 16, "", 5.0 / 3);
    is("K3.4 sessions_per_person", SHANGHAI, 16, "", 1);
    is("K3.4 sessions_per_person", SHANGHAI, 17, "", 1);
    hasNone("K3.4 sessions_per_person", UTC, 17, "");
  }

  @Test
  void a_subscriber_pays_if_the_latest_change_says_so_and_holds_beyond_the_day() {
    is("K4.1 trial", UTC, 15, "", 1);
    is("K4.1 paid", UTC, 15, "", 0);
    is("K4.1 paid", UTC, 16, "", 2);
    is("K4.1 trial", UTC, 16, "", 1);
    is("K4.1 grace", UTC, 16, "", 0);
    is("K4.1 paid", UTC, 17, "", 0);
    is("K4.1 trial", UTC, 17, "", 1);
    is("K4.1 paid", SHANGHAI, 16, "", 2);
    is("K4.1 grace", SHANGHAI, 16, "", 1);
  }

  @Test
  void revenue_is_recognised_over_the_term_net_of_tax_in_one_currency() {
    is("K4.4 subscription", UTC, 16, "", 0.333333);
    is("K4.4 subscription", UTC, 17, "", 0.333333);
    is("K4.4 subscription", SHANGHAI, 16, "", 0);
    is("K4.4 subscription", SHANGHAI, 17, "", 0.333333);
    is("K4.4 transaction", UTC, 16, "", 5);
    is("K4.4 ads", UTC, 16, "", 0.07);
    is("K4.4 ads", SHANGHAI, 16, "", 0.03);
    is("K4.4 refunds", UTC, 16, "", 0);
    is("K4.4 other", UTC, 17, "", 2);
    is("K4.4 refunds", UTC, 17, "", -1.5);
    is("K4.4 total", UTC, 16, "", 5.403333);
    is("K4.4 total", UTC, 17, "", 0.833333);
  }

  @Test
  void invalid_traffic_earns_nothing() {
    is("K5.2 ecpm", UTC, 16, "", 70.0 / 3);
    is("K5.2 ecpm", UTC, 16, "placement=pre-roll", 15);
    is("K5.2 ecpm", UTC, 16, "placement=mid-roll", 40);
    is("K5.2 rpm", UTC, 16, "", 70.0 / 3);
    is("K5.2 ecpm", SHANGHAI, 16, "", 15);
    is("K5.2 rpm", SHANGHAI, 16, "", 15);
    hasNone("K5.2 rpm", UTC, 16, "placement=pre-roll");
    assertThat(value("K5.2 ecpm", UTC, 17, "")).isNotNull().isEmpty();
    is("K5.2 rpm", UTC, 17, "", 0);
  }

  @Test
  void a_click_counts_once_and_whenever_it_came() {
    is("K5.3 ctr", UTC, 16, "", 1.0 / 3);
    is("K5.3 viewability", UTC, 16, "", 2.0 / 3);
    is("K5.3 ctr", UTC, 16, "placement=pre-roll", 0.5);
    is("K5.3 ctr", UTC, 16, "placement=mid-roll", 0);
  }

  @Test
  void start_up_percentiles_are_bucket_edges() {
    is("K6.1 p50", UTC, 16, "", 420);
    is("K6.1 p95", UTC, 16, "", 1300);
    is("K6.1 p99", UTC, 16, "cdn=a", 420);
    is("K6.1 p50", UTC, 16, "platform=web", 1300);
    is("K6.1 p50", UTC, 16, "country=CN", 420);
    is("K6.1 p50", SHANGHAI, 17, "", 1300);
    hasNone("K6.1 p50", UTC, 16, "cdn=b");
  }

  @Test
  void only_the_network_makes_rebuffering() {
    is("K6.2 stall_ratio", UTC, 16, "", 2000.0 / 1_022_001);
    is("K6.2 stalls_per_hour", UTC, 16, "", 3_600_000.0 / 1_020_001);
    is("K6.2 stall_ratio", SHANGHAI, 17, "", 0);
  }

  @Test
  void likes_are_net_of_removals() {
    is("K10.2 likes", UTC, 16, "", 0);
    is("K10.2 favourites", UTC, 16, "", 1);
    is("K10.2 likes", SHANGHAI, 16, "", 1);
    is("K10.2 likes", SHANGHAI, 17, "", -1);
  }

  @Test
  void a_value_says_what_it_was_computed_from() {
    Row row =
        lake.table("mart.kpi_daily")
            .where("kpi = 'K5.2' AND measure = 'ecpm' AND zone = 'UTC' AND day = '2026-11-16'")
            .where("`by` = '' AND grain = 'day'")
            .collectAsList()
            .get(0);
    assertThat(row.getDecimal(row.fieldIndex("numerator"))).isEqualByComparingTo("0.07");
    assertThat(row.getDecimal(row.fieldIndex("denominator"))).isEqualByComparingTo("3");
    assertThat(row.<String>getAs("run_id")).isEqualTo("first");
    assertThat(row.<Integer>getAs("version")).isEqualTo(1);
    assertThat(row.<String>getAs("snapshots"))
        .contains("core.impressions=" + lake.snapshot("core.impressions").orElseThrow())
        .contains("core.plays=" + lake.snapshot("core.plays").orElseThrow());
  }

  @Test
  void of_a_title_the_latest_word_is_kept() {
    assertThat(
            lake.table("core.titles")
                .orderBy("title")
                .select("name", "offered")
                .toJSON()
                .collectAsList())
        .containsExactly(
            "{\"name\":\"A film\",\"offered\":true}", "{\"name\":\"A song\",\"offered\":false}");
  }

  private static void is(String measure, String zone, int day, String by, double expected) {
    Optional<Double> value = value(measure, zone, day, by);
    assertThat(value).as("%s %s %s %s", measure, zone, day, by).isNotNull().isPresent();
    assertThat(value.orElseThrow())
        .as("%s %s %s %s", measure, zone, day, by)
        .isCloseTo(expected, within(1e-9));
  }

  private static void hasNone(String measure, String zone, int day, String by) {
    assertThat(VALUES).doesNotContainKey(key(measure, zone, day, by));
  }

  private static Optional<Double> value(String measure, String zone, int day, String by) {
    assertThat(VALUES).containsKey(key(measure, zone, day, by));
    return VALUES.getOrDefault(key(measure, zone, day, by), Optional.empty());
  }

  private static String key(String measure, String zone, int day, String by) {
    return String.join(" ", measure, zone, "2026-11-" + day, by);
  }
}
