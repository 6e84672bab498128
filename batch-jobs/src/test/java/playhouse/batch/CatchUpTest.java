package playhouse.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import playhouse.contracts.Settings;

/** Nights that take up what came since give what one night over everything would have given. */
class CatchUpTest {
  private static final String KPIS = "mart.kpi_daily";

  /** What the facts below come to. */
  private static final Set<String> TOLD = Set.of("K2.1", "K2.2", "K3.4", "K4.1", "K4.4");

  private static final String TOKYO = "Asia/Tokyo";

  private static final Event[] FIRST = {
    page("2026-11-01T09:00:00Z"),
    liked("2026-11-02T09:00:00Z"),
    paid("2026-11-02T09:00:00Z", "2026-11-02T09:00:00Z"),
    SmallPlatform.entitled("ann", "2026-11-02T09:00:00Z", "paid")
  };
  private static final Event[] SECOND = {
    page("2026-11-07T20:00:00Z"), liked("2026-11-05T20:00:00Z"), page("2026-11-09T09:00:00Z")
  };
  private static final Event[] THIRD = {paid("2026-11-10T09:00:00Z", "2026-11-06T09:00:00Z")};

  @Test
  void a_payment_for_a_term_begun_before_it_reaches_back_to_the_first_day_of_the_term() {
    Lake lake = afterThreeNights();
    assertThat(value(lake, "K4.4", "subscription", "2026-11-05")).isEqualTo(1);
    assertThat(value(lake, "K4.4", "subscription", "2026-11-06")).isEqualTo(2);
    assertThat(value(lake, "K4.4", "subscription", "2026-11-09")).isEqualTo(2);
  }

  @Test
  void days_between_facts_on_which_nothing_happened_have_values() {
    Lake lake = afterThreeNights();
    assertThat(value(lake, "K4.4", "subscription", "2026-11-04")).isEqualTo(1);
    assertThat(value(lake, "K4.1", "paid", "2026-11-06")).isEqualTo(1);
    assertThat(value(lake, "K2.2", "wau", "2026-11-06")).isEqualTo(1);
    assertThat(value(lake, "K2.1", "registrations", "2026-11-06")).isZero();
  }

  @Test
  void three_nights_give_what_one_would_have_given() {
    Set<String> inThree = values(afterThreeNights());
    assertThat(inThree)
        .isNotEmpty()
        .isEqualTo(without(TOKYO, values(inTokyo(afterOneNightInTokyo()))));
  }

  @Test
  void a_zone_that_comes_later_has_the_whole_history() {
    Lake lake = inTokyo(afterThreeNights());
    new Nights(lake, TOLD).next("after");
    Set<String> later = values(lake);
    assertThat(
            lake.table(KPIS)
                .where("grain = 'day' AND zone = '" + TOKYO + "'")
                .select("day")
                .distinct()
                .count())
        .isEqualTo(10);
    assertThat(later).isEqualTo(values(inTokyo(afterOneNightInTokyo())));
  }

  private static Lake afterThreeNights() {
    return LakeHouse.after(
        "three_nights",
        lake -> {
          RawTables raw = new RawTables(lake);
          Nights nights = new Nights(lake, TOLD);
          raw.add(FIRST);
          nights.next("first");
          raw.add(SECOND);
          nights.next("second");
          raw.add(THIRD);
          nights.next("third");
        });
  }

  private static Lake afterOneNightInTokyo() {
    return LakeHouse.after(
        "one_night_in_tokyo",
        lake -> {
          RawTables raw = new RawTables(lake);
          raw.add(FIRST);
          raw.add(SECOND);
          raw.add(THIRD);
          new Nights(inTokyo(lake), TOLD).next("at once");
        });
  }

  private static Lake inTokyo(Lake lake) {
    Map<String, String> environment = new HashMap<>();
    environment.put("PLAYHOUSE_HOME", lake.settings().home().toString());
    environment.put("PLAYHOUSE_ZONES", "UTC,Asia/Shanghai," + TOKYO);
    return Lake.over(lake.spark(), Settings.of(environment), LakeHouse.NOW);
  }

  private static Set<String> values(Lake lake) {
    List<String> rows = new Nights(lake, TOLD).content(KPIS);
    assertThat(rows).doesNotHaveDuplicates();
    return Set.copyOf(rows);
  }

  private static Set<String> without(String zone, Set<String> rows) {
    return rows.stream()
        .filter(row -> !row.contains("\"" + zone + "\""))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static double value(Lake lake, String kpi, String measure, String day) {
    Row row =
        lake.table(KPIS)
            .where("zone = 'UTC' AND `by` = ''")
            .where("kpi = '%s' AND measure = '%s' AND day = '%s'".formatted(kpi, measure, day))
            .select("value")
            .collectAsList()
            .get(0);
    return row.getDouble(0);
  }

  private static Event page(String at) {
    return Event.of("page.viewed", at).by("ann").with("page", "home");
  }

  private static Event liked(String at) {
    return Event.of("like.added", at).by("ann").with("title", "film");
  }

  /** 30 USD for 30 days. */
  private static Event paid(String at, String termFrom) {
    return Event.of("payment.captured", at)
        .by("ann")
        .with("payment", "pay")
        .with("purpose", "subscription")
        .with("amount_micros", 30_000_000)
        .with("tax_micros", 0)
        .with("currency", "USD")
        .with("term_from", termFrom)
        .with("term_days", 30);
  }
}
