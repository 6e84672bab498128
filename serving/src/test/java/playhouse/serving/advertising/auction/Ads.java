package playhouse.serving.advertising.auction;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import playhouse.serving.advertising.matching.Matching.Fit;
import playhouse.serving.advertising.orders.Creative;
import playhouse.serving.advertising.orders.Flight;
import playhouse.serving.advertising.orders.LineItem;
import playhouse.serving.advertising.orders.LineItem.Cap;
import playhouse.serving.advertising.orders.LineItem.Kind;
import playhouse.serving.advertising.orders.LineItem.Pricing;
import playhouse.serving.advertising.orders.Opportunity;
import playhouse.serving.advertising.orders.Opportunity.Pod;
import playhouse.serving.advertising.orders.Targeting;

/** Ads and breaks that are made up. */
final class Ads {
  static final Instant NOW = Instant.parse("2026-11-22T20:00:00Z");

  private Ads() {}

  static Bid bid(Random random, long millis, long rank) {
    LineItem item = item(Kind.AUCTION, Pricing.CPM, rank, CurrencyUnit.USD, List.of());
    Creative creative = creative(item, millis, "c" + random.nextInt(25), random.nextInt(40));
    return new Bid(fit(item, creative), creative, rank, rank, 1);
  }

  /** Another bid of the same advertiser, of another line item. */
  static Bid again(Bid bid, long rank) {
    LineItem old = bid.lineItem();
    LineItem item =
        new LineItem(
            UUID.randomUUID(),
            old.order(),
            old.advertiser(),
            old.name(),
            old.kind(),
            old.begins(),
            old.ends(),
            old.currency(),
            old.pricing(),
            rank,
            old.budgetMicros(),
            old.dayBudgetMicros(),
            old.goal(),
            old.pace(),
            old.caps(),
            old.dayparts(),
            old.targeting(),
            old.deal());
    return new Bid(fit(item, bid.creative()), bid.creative(), rank, rank, 1);
  }

  static Fit fit(LineItem item, Creative creative) {
    return new Fit(
        new Flight(item, List.of(creative)), List.of(creative), "everybody", Optional.empty());
  }

  static LineItem item(
      Kind kind, Pricing pricing, long price, CurrencyUnit currency, List<Cap> caps) {
    return new LineItem(
        UUID.randomUUID(),
        UUID.randomUUID(),
        UUID.randomUUID(),
        "made up",
        kind,
        NOW.minusSeconds(60),
        NOW.plusSeconds(86_400),
        currency,
        pricing,
        price,
        1_000_000_000,
        Optional.empty(),
        Optional.empty(),
        LineItem.Pace.ASAP,
        caps,
        List.of(),
        Targeting.everybody(),
        Optional.empty());
  }

  static Creative creative(LineItem item, long millis, String category, int film) {
    return new Creative(
        UUID.randomUUID(),
        item.advertiser(),
        "made up",
        "ad-id.org",
        "film-" + film,
        millis,
        List.of(),
        "https://" + item.advertiser() + ".example",
        Set.of(item.advertiser() + ".example"),
        Set.of(category),
        0,
        Optional.empty());
  }

  static Opportunity opportunity(Optional<UUID> person, Pod pod) {
    return new Opportunity(
        UUID.randomUUID().toString(),
        person,
        true,
        OptionalInt.empty(),
        Optional.of("DE"),
        "tv",
        "mid-roll",
        Optional.empty(),
        Optional.empty(),
        0,
        Set.of(),
        Set.of(),
        Set.of(),
        CurrencyUnit.USD,
        pod,
        NOW);
  }
}
