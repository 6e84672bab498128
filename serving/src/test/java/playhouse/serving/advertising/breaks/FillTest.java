package playhouse.serving.advertising.breaks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;
import playhouse.serving.advertising.auction.Auction;
import playhouse.serving.advertising.budgets.Purse;
import playhouse.serving.advertising.budgets.Standing;
import playhouse.serving.advertising.matching.Matching;
import playhouse.serving.advertising.orders.Creative;
import playhouse.serving.advertising.orders.Flight;
import playhouse.serving.advertising.orders.LineItem;
import playhouse.serving.advertising.orders.Opportunity;
import playhouse.serving.advertising.pacing.Appeal;
import playhouse.serving.advertising.pacing.Pacer;
import playhouse.serving.platform.Refusal;

/** What becomes of a break whose ads cannot all be held. */
class FillTest {
  private static final Instant NOW = Instant.parse("2026-12-01T20:00:00Z");

  private final Matching.Fit dear = fit(9_000_000);
  private final Matching.Fit fair = fit(6_000_000);
  private final Matching.Fit cheap = fit(3_000_000);
  private final List<Matching.Fit> fits = List.of(dear, fair, cheap);

  /** A purse without money for some, that is gone after so many asked. */
  private static final class Poor implements Purse {
    private final Set<UUID> without;
    private final int answers;
    private final List<List<Wish>> asked = new ArrayList<>();

    private Poor(int answers, Matching.Fit... without) {
      this.answers = answers;
      this.without =
          Arrays.stream(without)
              .map(fit -> fit.flight().lineItem().id())
              .collect(Collectors.toSet());
    }

    @Override
    public List<Wish> hold(Occasion occasion, List<Wish> wishes) {
      asked.add(wishes);
      if (asked.size() > answers) {
        throw Refusal.unavailable("it is gone");
      }
      return wishes.stream().filter(wish -> !without.contains(wish.lineItem().id())).toList();
    }

    @Override
    public Booked shown(UUID impression, Instant now) {
      return Booked.NOT_HELD;
    }

    @Override
    public Booked paid(UUID impression, LineItem.Pricing what, Instant now) {
      return Booked.NOT_HELD;
    }

    @Override
    public void release(UUID impression, Instant now) {}
  }

  @Test
  void whatCannotBePaidForIsMadeUpForInItsPlace() {
    Poor poor = new Poor(2, dear);
    List<FilledBreak.Ad> ads = fill(poor, 2);
    assertThat(ads).extracting(FilledBreak.Ad::slot).containsExactly(0, 1);
    assertThat(ads)
        .extracting(FilledBreak.Ad::lineItem)
        .containsExactlyInAnyOrder(id(fair), id(cheap));
    assertThat(poor.asked).hasSize(2);
    assertThat(poor.asked.get(1)).hasSize(1);
  }

  @Test
  void itIsMadeUpForOnceAndNobodyIsShownTwice() {
    Poor poor = new Poor(9, dear, cheap);
    List<FilledBreak.Ad> ads = fill(poor, 2);
    assertThat(ads).extracting(FilledBreak.Ad::lineItem).containsExactly(id(fair));
    assertThat(poor.asked).hasSize(2);
  }

  @Test
  void whatIsHeldIsShownThoughTheRestCannotBe() {
    assertThat(fill(new Poor(1, dear), 2))
        .extracting(FilledBreak.Ad::lineItem)
        .containsExactly(id(fair));
    assertThatThrownBy(() -> fill(new Poor(0), 2)).isInstanceOf(Refusal.class);
  }

  private List<FilledBreak.Ad> fill(Purse purse, int slots) {
    Opportunity there =
        new Opportunity(
            "r",
            Optional.empty(),
            false,
            OptionalInt.empty(),
            Optional.empty(),
            "tv",
            "mid-roll",
            Optional.empty(),
            Optional.empty(),
            0,
            Set.of(),
            Set.of(),
            Set.of(),
            CurrencyUnit.EUR,
            new Opportunity.Pod(slots, 60_000, 0, 60_000, List.of(), 0, 0, true),
            NOW);
    Purse.Occasion occasion =
        new Purse.Occasion(
            "r",
            "mid-roll",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            slots,
            NOW,
            NOW.plusSeconds(660));
    Auction auction = auction();
    return new Fill(auction, purse, UUID::randomUUID, there, occasion)
        .of(auction.run(fits, there), fits);
  }

  private static UUID id(Matching.Fit fit) {
    return fit.flight().lineItem().id();
  }

  private static Auction auction() {
    Standing rich =
        new Standing() {
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
        };
    Pacer hasty =
        new Pacer() {
          @Override
          public double share(LineItem lineItem, Instant now) {
            return 1;
          }

          @Override
          public double urgency(LineItem lineItem, Instant now) {
            return 1;
          }
        };
    Appeal even =
        new Appeal() {
          @Override
          public Chances of(
              LineItem lineItem, Creative creative, Opportunity opportunity, int slot) {
            return new Chances(0.01, 0.8);
          }

          @Override
          public Creative choose(
              LineItem lineItem, List<Creative> creatives, Opportunity there, double random) {
            return creatives.get(0);
          }
        };
    return new Auction(
        rich, hasty, even, (from, to, at) -> OptionalDouble.of(1), Auction.Price.SECOND);
  }

  private static Matching.Fit fit(long priceMicros) {
    UUID advertiser = UUID.randomUUID();
    LineItem lineItem =
        LineItem.plain(
            UUID.randomUUID(),
            UUID.randomUUID(),
            advertiser,
            "Tea",
            NOW.minusSeconds(60),
            NOW.plusSeconds(60),
            CurrencyUnit.EUR,
            priceMicros,
            1_000_000_000);
    Creative creative =
        new Creative(
            UUID.randomUUID(),
            advertiser,
            "Tea",
            "ad-id.org",
            "TEA" + priceMicros,
            15_000,
            List.of(),
            "https://tea.example/",
            Set.of("tea" + priceMicros + ".example"),
            Set.of(),
            0,
            Optional.empty());
    return new Matching.Fit(
        new Flight(lineItem, List.of(creative)), List.of(creative), "everybody", Optional.empty());
  }
}
