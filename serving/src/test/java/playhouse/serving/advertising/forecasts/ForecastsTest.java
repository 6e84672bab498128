package playhouse.serving.advertising.forecasts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;
import playhouse.serving.advertising.matching.KnownPeople;
import playhouse.serving.advertising.matching.Matcher;
import playhouse.serving.advertising.orders.Creative;
import playhouse.serving.advertising.orders.Flight;
import playhouse.serving.advertising.orders.LineItem;
import playhouse.serving.advertising.orders.LineItem.Cap;
import playhouse.serving.advertising.orders.Opportunity;
import playhouse.serving.advertising.orders.Targeting;

class ForecastsTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Duration WEEK = Duration.ofDays(7);
  private static final int PEOPLE = 200;

  @Test
  void asPeopleHaveWatchedForAWeekTheyWatchForAnother() {
    Forecast all = forecast(watched(new Inventory(), PEOPLE), item(8_000_000, List.of(), "DE"));
    assertThat(all.breaks()).isEqualTo(PEOPLE * 14);
    assertThat(all.matched()).isEqualTo(PEOPLE * 14 / 2);
    assertThat(all.won()).isEqualTo(PEOPLE * 14 / 2);
    assertThat(all.impressions()).isEqualTo(all.won());
    assertThat(all.costMicros()).isEqualTo(all.won() * 8_000);
    assertThat(all.reach()).isEqualTo(PEOPLE / 2);
  }

  @Test
  void whoOffersLessThanWhatIsShownNowWinsOnlyWhereThereIsRoom() {
    Forecast cheap = forecast(watched(new Inventory(), PEOPLE), item(4_000_000, List.of(), "DE"));
    assertThat(cheap.matched()).isEqualTo(PEOPLE * 14 / 2);
    assertThat(cheap.won()).isEqualTo(PEOPLE * 14 / 4);
  }

  @Test
  void nobodyIsShownMoreThanACapLetsThem() {
    Inventory week = watched(new Inventory(), PEOPLE);
    List<Cap> daily = List.of(new Cap(1, 86_400));
    assertThat(forecast(week, item(8_000_000, daily, "DE")).impressions())
        .isEqualTo(PEOPLE * 7 / 2);
    List<Cap> thrice = List.of(new Cap(1, 86_400), new Cap(3, 30 * 86_400));
    assertThat(forecast(week, item(8_000_000, thrice, "DE")).impressions())
        .isEqualTo(PEOPLE * 3 / 2);
  }

  @Test
  void itIsNotShownOnceItsMoneyIsSpent() {
    LineItem poor = item(8_000_000, 80_000, List.of(), "DE");
    Forecast forecast = forecast(watched(new Inventory(), PEOPLE), poor);
    assertThat(forecast.impressions()).isEqualTo(10);
    assertThat(forecast.costMicros()).isEqualTo(80_000);
  }

  @Test
  void aPartOfAllPeopleStandsForAll() {
    Forecast few = forecast(watched(new Inventory(4_000), 4_000), item(8_000_000, List.of(), "DE"));
    assertThat(few.from().share()).isLessThan(0.1);
    assertThat(few.from().sampled()).isBetween(1_500L, 4_000L);
    assertThat((double) few.matched()).isCloseTo(4_000 * 7, within(4_000 * 7 * 0.25));
    assertThat((double) few.reach()).isCloseTo(2_000, within(500.0));
  }

  @Test
  void ofFewPeopleItIsNotSaidHowMany() {
    Forecast few = forecast(watched(new Inventory(), 40), item(8_000_000, List.of(), "DE"));
    assertThat(few.reach()).isZero();
    assertThat(few.matched()).isEqualTo(40 * 14 / 2);
  }

  @Test
  void nothingIsForetoldWhereNobodyHasAsked() {
    Forecast none = forecast(new Inventory(), item(8_000_000, List.of(), "DE"));
    assertThat(none.breaks() + none.matched() + none.impressions() + none.reach()).isZero();
    assertThat(none.from().since()).isEmpty();
  }

  private static Forecast forecast(Inventory inventory, LineItem item) {
    KnownPeople people = new KnownPeople();
    Forecasts forecasts =
        new Forecasts(
            inventory,
            new Matcher(people, people),
            (from, to, at) -> from.equals(to) ? OptionalDouble.of(1) : OptionalDouble.empty(),
            since -> 0);
    return forecasts.of(new Flight(item, List.of(film(item))), NOON.plus(WEEK));
  }

  /** Two breaks a day of each; every second person is in Germany, and every second break full. */
  private static Inventory watched(Inventory inventory, int people) {
    for (int half = 0; half < 14; half++) {
      Instant now = NOON.plus(Duration.ofHours(12L * half));
      for (int person = 0; person < people; person++) {
        String country = person % 2 == 0 ? "DE" : "FR";
        // The first of a day is full.
        inventory.seen(asked(new UUID(5, person), country, now), half % 2 == 0 ? 5_000_000 : 0);
      }
    }
    return inventory;
  }

  private static Opportunity asked(UUID person, String country, Instant now) {
    return new Opportunity(
        UUID.randomUUID().toString(),
        Optional.of(person),
        true,
        OptionalInt.empty(),
        Optional.of(country),
        "tv",
        "mid-roll",
        Optional.empty(),
        Optional.empty(),
        0,
        Set.of(),
        Set.of(),
        Set.of(),
        CurrencyUnit.EUR,
        new Opportunity.Pod(3, 60_000, 0, 60_000, List.of(), 0, 0, true),
        now);
  }

  private static LineItem item(long price, List<Cap> caps, String country) {
    return item(price, 1_000_000_000_000L, caps, country);
  }

  private static LineItem item(long price, long budget, List<Cap> caps, String country) {
    return new LineItem(
        UUID.randomUUID(),
        UUID.randomUUID(),
        UUID.randomUUID(),
        "forecast",
        LineItem.Kind.AUCTION,
        NOON.plus(WEEK),
        NOON.plus(WEEK).plus(WEEK),
        CurrencyUnit.EUR,
        LineItem.Pricing.CPM,
        price,
        budget,
        Optional.empty(),
        Optional.empty(),
        LineItem.Pace.ASAP,
        caps,
        List.of(),
        new Targeting(
            Set.of(country),
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            true),
        Optional.empty());
  }

  private static Creative film(LineItem item) {
    return new Creative(
        UUID.randomUUID(),
        item.advertiser(),
        "forecast",
        "unknown",
        "unknown",
        15_000,
        List.of(),
        "",
        Set.of(),
        Set.of(),
        0,
        Optional.empty());
  }
}
