package playhouse.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import playhouse.contracts.Settings;

/** Nights that take up what came since give what one night over everything would have given. */
class CatchUpTest {
  private static final String KPIS = "mart.kpi_daily";

  private Lake lake;

  @BeforeEach
  void open() {
    lake = LakeHouse.empty();
  }

  @Test
  void a_payment_for_a_term_begun_before_it_reaches_back_to_the_first_day_of_the_term() {
    Event later = page("2026-11-09T09:00:00Z");
    Event late = paid("2026-11-10T09:00:00Z", "2026-11-06T09:00:00Z");
    inTwo(new Event[] {page("2026-11-05T09:00:00Z"), page("2026-11-07T09:00:00Z"), later}, late);
    assertThat(value("K4.4", "subscription", "2026-11-06")).isEqualTo(1);
    assertThat(value("K4.4", "subscription", "2026-11-09")).isEqualTo(1);
  }

  @Test
  void days_between_facts_on_which_nothing_happened_have_values() {
    Event month = paid("2026-11-02T09:00:00Z", "2026-11-02T09:00:00Z");
    Event subscriber = SmallPlatform.entitled("ann", "2026-11-02T09:00:00Z", "paid");
    Event[] first = {
      page("2026-11-01T09:00:00Z"), liked("2026-11-02T09:00:00Z"), month, subscriber
    };
    inTwo(first, page("2026-11-07T20:00:00Z"), liked("2026-11-05T20:00:00Z"));
    assertThat(value("K4.4", "subscription", "2026-11-04")).isEqualTo(1);
    assertThat(value("K4.1", "paid", "2026-11-06")).isEqualTo(1);
    assertThat(value("K2.2", "wau", "2026-11-06")).isEqualTo(1);
    assertThat(value("K2.1", "registrations", "2026-11-06")).isZero();
  }

  @Test
  void a_zone_that_comes_later_has_the_whole_history() {
    new RawTables(lake).add(page("2026-11-01T20:00:00Z"), liked("2026-11-02T20:00:00Z"));
    Nights nights = new Nights(lake);
    nights.next("before");
    Nights inTokyo = new Nights(with(lake, "PLAYHOUSE_ZONES", "UTC,Asia/Shanghai,Asia/Tokyo"));
    inTokyo.next("after");
    List<String> later = inTokyo.content(KPIS);
    assertThat(lake.table(KPIS).where("zone = 'Asia/Tokyo'").select("day").distinct().count())
        .isEqualTo(3);

    LakeHouse.empty();
    new RawTables(lake).add(page("2026-11-01T20:00:00Z"), liked("2026-11-02T20:00:00Z"));
    inTokyo.next("at once");
    assertThat(later).isEqualTo(inTokyo.content(KPIS));
  }

  private static Lake with(Lake lake, String setting, String value) {
    Map<String, String> environment = new HashMap<>();
    environment.put("PLAYHOUSE_HOME", lake.settings().home().toString());
    environment.put(setting, value);
    return Lake.over(lake.spark(), Settings.of(environment), LakeHouse.NOW);
  }

  private void inTwo(Event[] first, Event... second) {
    Nights nights = new Nights(lake);
    new RawTables(lake).add(first);
    nights.next("first");
    new RawTables(lake).add(second);
    nights.next("second");
    List<String> inTwo = nights.content(KPIS);

    LakeHouse.empty();
    new RawTables(lake).add(first);
    new RawTables(lake).add(second);
    nights.next("at once");
    assertThat(inTwo).isEqualTo(nights.content(KPIS));
  }

  private double value(String kpi, String measure, String day) {
    return lake.table(KPIS)
        .where("zone = 'UTC' AND `by` = ''")
        .where("kpi = '%s' AND measure = '%s' AND day = '%s'".formatted(kpi, measure, day))
        .select("value")
        .collectAsList()
        .get(0)
        .getDouble(0);
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
