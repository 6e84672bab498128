package playhouse.serving.advertising.auction;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;
import playhouse.serving.advertising.budgets.Standing;
import playhouse.serving.advertising.matching.Matching.Fit;
import playhouse.serving.advertising.orders.Creative;
import playhouse.serving.advertising.orders.LineItem;
import playhouse.serving.advertising.orders.LineItem.Cap;
import playhouse.serving.advertising.orders.LineItem.Kind;
import playhouse.serving.advertising.orders.LineItem.Pricing;
import playhouse.serving.advertising.orders.Opportunity;
import playhouse.serving.advertising.orders.Opportunity.Pod;
import playhouse.serving.advertising.pacing.Appeal;
import playhouse.serving.advertising.pacing.Pacer;

/** Who wins a break, and what they pay. */
class AuctionTest {
  private static final Pod ONE = new Pod(1, 60_000, 0, 60_000, List.of(), 0, 0, true);
  private static final Pod TWO = new Pod(2, 60_000, 0, 60_000, List.of(), 0, 0, true);

  private int film;

  @Test
  void whoOffersMostWinsAndPaysALittleMoreThanTheNextWouldOrWhatTheyOffered() {
    List<Fit> fits = List.of(cpm(9_000_000), cpm(5_000_000), cpm(2_000_000));
    Winner first = auction(Auction.Price.FIRST, 1, 1).run(fits, asked(ONE)).get(0);
    assertThat(first.priceMicros()).isEqualTo(9_000_000);
    assertThat(first.costMicros()).isEqualTo(9_000);
    Winner second = auction(Auction.Price.SECOND, 1, 1).run(fits, asked(ONE)).get(0);
    assertThat(second.valueMicros()).isEqualTo(9_000_000);
    assertThat(second.priceMicros()).isEqualTo(5_001_000);
    assertThat(second.costMicros()).isEqualTo(5_001);
  }

  @Test
  void belowTheFloorNobodyWinsAndNobodyPaysLess() {
    Pod floor = new Pod(1, 60_000, 0, 60_000, List.of(), 400_000, 4_000_000, true);
    Auction auction = auction(Auction.Price.SECOND, 1, 1);
    assertThat(auction.run(List.of(cpm(5_900_000)), asked(floor))).isEmpty();
    assertThat(auction.run(List.of(cpm(9_000_000)), asked(floor)))
        .extracting(Winner::priceMicros)
        .containsExactly(6_000_000L);
  }

  @Test
  void clicksAndViewsAreWorthWhatIsExpectedOfThemAndCostNothingBefore() {
    Fit click = fit(Kind.AUCTION, Pricing.CPC, 600_000, CurrencyUnit.USD, List.of());
    List<Winner> won =
        auction(Auction.Price.SECOND, 1, 1).run(List.of(click, cpm(5_000_000)), asked(TWO));
    assertThat(won).extracting(Winner::valueMicros).containsExactly(6_000_000L, 5_000_000L);
    assertThat(won).extracting(Winner::costMicros).containsExactly(0L, 1L);
  }

  @Test
  void whatWasPromisedAndIsBehindGoesBeforeWhoOffersMoreAndPaysItsOwnPrice() {
    Fit promised = fit(Kind.GUARANTEED, Pricing.CPM, 4_000_000, CurrencyUnit.USD, List.of());
    List<Fit> fits = List.of(cpm(9_000_000), promised);
    assertThat(auction(Auction.Price.SECOND, 1, 1).run(fits, asked(ONE)).get(0).fit())
        .isNotEqualTo(promised);
    Winner urgent = auction(Auction.Price.SECOND, 1, 3).run(fits, asked(ONE)).get(0);
    assertThat(urgent.fit()).isEqualTo(promised);
    assertThat(urgent.priceMicros()).isEqualTo(4_000_000);
  }

  @Test
  void whatIsOursIsShownWhereNobodyPays() {
    Fit ours = fit(Kind.HOUSE, Pricing.CPM, 0, CurrencyUnit.USD, List.of());
    Auction auction = auction(Auction.Price.SECOND, 1, 1);
    assertThat(auction.run(List.of(ours, cpm(1_000_000)), asked(ONE)))
        .extracting(Winner::valueMicros)
        .containsExactly(1_000_000L);
    assertThat(auction.run(List.of(ours, cpm(1_000_000)), asked(TWO)))
        .extracting(winner -> winner.fit().equals(ours))
        .containsExactly(false, true);
  }

  @Test
  void whoCannotBeCountedIsShownNothingThatHasACapAndWhoHasNoRateTakesNoPart() {
    Fit capped =
        fit(Kind.AUCTION, Pricing.CPM, 1_000_000, CurrencyUnit.USD, List.of(new Cap(2, 60)));
    Auction auction = auction(Auction.Price.FIRST, 1, 1);
    assertThat(auction.run(List.of(capped), Ads.opportunity(Optional.empty(), ONE))).isEmpty();
    assertThat(auction.run(List.of(capped), asked(ONE))).hasSize(1);
    Fit yen = fit(Kind.AUCTION, Pricing.CPM, 1_000_000, CurrencyUnit.JPY, List.of());
    assertThat(auction.run(List.of(yen), asked(ONE))).isEmpty();
    Fit euro = fit(Kind.AUCTION, Pricing.CPM, 1_000_000, CurrencyUnit.EUR, List.of());
    assertThat(auction.run(List.of(euro), asked(ONE)))
        .extracting(Winner::priceMicros)
        .containsExactly(1_100_000L);
  }

  @Test
  void whoSpendsSlowlyTakesSomeOfItsChancesAndTheSameOfTheSameBreak() {
    Fit slow = cpm(1_000_000);
    Auction auction = auction(Auction.Price.FIRST, 0.3, 1);
    int taken = 0;
    for (int i = 0; i < 2_000; i++) {
      Opportunity occasion = asked(ONE);
      int won = auction.run(List.of(slow), occasion).size();
      assertThat(auction.run(List.of(slow), occasion)).hasSize(won);
      taken += won;
    }
    assertThat(taken).isBetween(500, 700);
  }

  private Fit cpm(long price) {
    return fit(Kind.AUCTION, Pricing.CPM, price, CurrencyUnit.USD, List.of());
  }

  private Fit fit(Kind kind, Pricing pricing, long price, CurrencyUnit currency, List<Cap> caps) {
    LineItem item = Ads.item(kind, pricing, price, currency, caps);
    return Ads.fit(item, Ads.creative(item, 15_000, "c" + ++film, film));
  }

  private static Opportunity asked(Pod pod) {
    return Ads.opportunity(Optional.of(UUID.randomUUID()), pod);
  }

  private static Auction auction(Auction.Price price, double share, double urgency) {
    return new Auction(new Rich(), new Steady(share, urgency), new One(), AuctionTest::rate, price);
  }

  private static OptionalDouble rate(CurrencyUnit from, CurrencyUnit to, Instant at) {
    if (from.equals(to)) {
      return OptionalDouble.of(1);
    }
    return from.equals(CurrencyUnit.EUR) ? OptionalDouble.of(1.1) : OptionalDouble.empty();
  }

  /** Whoever has all they want. */
  private record Rich() implements Standing {
    @Override
    public Spending of(UUID lineItem) {
      return new Spending(0, 0, 0, 0);
    }

    @Override
    public boolean affords(LineItem lineItem, long micros) {
      return true;
    }

    @Override
    public boolean mayShow(UUID person, LineItem lineItem, Instant at) {
      return true;
    }
  }

  private record Steady(double share, double urgency) implements Pacer {
    @Override
    public double share(LineItem lineItem, Instant now) {
      return share;
    }

    @Override
    public double urgency(LineItem lineItem, Instant now) {
      return urgency;
    }
  }

  private record One() implements Appeal {
    @Override
    public Chances of(LineItem item, Creative creative, Opportunity occasion, int slot) {
      return new Chances(0.01, 0.8);
    }

    @Override
    public Creative choose(
        LineItem item, List<Creative> creatives, Opportunity occasion, double random) {
      return creatives.get(0);
    }
  }
}
