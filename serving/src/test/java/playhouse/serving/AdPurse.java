package playhouse.serving;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.joda.money.CurrencyUnit;
import playhouse.contracts.facts.Ad;
import playhouse.contracts.facts.AdFilled;
import playhouse.contracts.facts.AdImpression;
import playhouse.serving.advertising.budgets.Purse;
import playhouse.serving.advertising.orders.Creative;
import playhouse.serving.advertising.orders.Flight;
import playhouse.serving.advertising.orders.Flights;
import playhouse.serving.advertising.orders.LineItem;
import playhouse.serving.advertising.orders.Targeting;

/** An advertiser with one line item, and a purse in memory that tells of what is shown. */
final class AdPurse implements Purse, Flights {
  static final String LANDING = "https://shop.example/shoes?from=ad";

  final UUID advertiser = UUID.randomUUID();
  final LineItem lineItem;
  final Creative creative;
  final Map<UUID, String> paid = new ConcurrentHashMap<>();
  final Set<UUID> released = ConcurrentHashMap.newKeySet();
  private final Map<UUID, UUID> held = new ConcurrentHashMap<>();
  private final Set<UUID> shown = ConcurrentHashMap.newKeySet();
  private final World world;

  AdPurse(World world, Instant now) {
    this.world = world;
    lineItem =
        new LineItem(
            UUID.randomUUID(),
            UUID.randomUUID(),
            advertiser,
            "Shoes",
            LineItem.Kind.AUCTION,
            now.minusSeconds(3600),
            now.plusSeconds(86_400),
            CurrencyUnit.USD,
            LineItem.Pricing.CPM,
            5_000_000,
            1_000_000_000,
            Optional.empty(),
            Optional.empty(),
            LineItem.Pace.ASAP,
            List.of(),
            List.of(),
            Targeting.everybody(),
            Optional.empty());
    creative =
        new Creative(
            UUID.randomUUID(),
            advertiser,
            "Shoes, long",
            "unknown",
            "shoes-1",
            20_000,
            List.of(),
            URI.create(LANDING).toString(),
            Set.of("shop.example"),
            Set.of(),
            0,
            Optional.empty());
  }

  /** An ad that is about to be shown to somebody. */
  UUID fill(UUID person, Instant at) {
    UUID impression = UUID.randomUUID();
    held.put(impression, person);
    world.ad(
        fact("ad.filled", impression, person, at)
            .setAdFilled(
                AdFilled.newBuilder()
                    .setRequest("r-" + impression)
                    .setPlacement("pre-roll")
                    .setImpression(impression.toString())
                    .setSlot(0)
                    .setCreative(creative.id().toString())
                    .setLineItem(lineItem.id().toString())
                    .setAdvertiser(advertiser.toString())
                    .build())
            .build());
    return impression;
  }

  @Override
  public All now() {
    return new All(1, List.of(new Flight(lineItem, List.of(creative))));
  }

  @Override
  public List<Wish> hold(Occasion occasion, List<Wish> wishes) {
    return wishes;
  }

  @Override
  public Booked shown(UUID impression, Instant now) {
    UUID person = held.get(impression);
    if (person == null) {
      return Booked.NOT_HELD;
    }
    if (!shown.add(impression)) {
      return Booked.BEFORE;
    }
    world.ad(
        fact("ad.impression", impression, person, now)
            .setAdImpression(
                AdImpression.newBuilder()
                    .setImpression(impression.toString())
                    .setRequest("r-" + impression)
                    .setPlacement("pre-roll")
                    .setCreative(creative.id().toString())
                    .setLineItem(lineItem.id().toString())
                    .setAdvertiser(advertiser.toString())
                    .setRevenueMicros(5_000)
                    .setCurrency("USD")
                    .build())
            .build());
    return Booked.NOW;
  }

  @Override
  public Booked paid(UUID impression, LineItem.Pricing what, Instant now) {
    return paid.putIfAbsent(impression, what.name()) == null ? Booked.NOW : Booked.BEFORE;
  }

  @Override
  public void release(UUID impression, Instant now) {
    released.add(impression);
  }

  private static Ad.Builder fact(String type, UUID impression, UUID person, Instant at) {
    return Ad.newBuilder()
        .setEnvelope(World.envelope(type + "/" + impression, person, at))
        .setType(type);
  }
}
