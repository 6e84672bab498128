package playhouse.serving.advertising.budgets;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import playhouse.serving.advertising.orders.Creative;
import playhouse.serving.advertising.orders.LineItem;
import playhouse.serving.advertising.orders.Targeting;

/** Line items and breaks as tests want them. */
final class Ads {
  static final Instant NOW = Instant.parse("2026-03-04T10:00:00Z");
  static final Duration MINUTE = Duration.ofMinutes(1);

  private Ads() {}

  static LineItem lineItem(long budget, Optional<Long> day, LineItem.Cap... caps) {
    return lineItem(LineItem.Pricing.CPM, 2_500_000, budget, day, caps);
  }

  static LineItem lineItem(
      LineItem.Pricing pricing, long price, long budget, Optional<Long> day, LineItem.Cap... caps) {
    return new LineItem(
        UUID.randomUUID(),
        UUID.randomUUID(),
        UUID.randomUUID(),
        "spring",
        LineItem.Kind.AUCTION,
        NOW.minus(Duration.ofDays(1)),
        NOW.plus(Duration.ofDays(30)),
        CurrencyUnit.EUR,
        pricing,
        price,
        budget,
        day,
        Optional.empty(),
        LineItem.Pace.ASAP,
        List.of(caps),
        List.of(),
        Targeting.everybody(),
        Optional.empty());
  }

  static Creative creative(LineItem of) {
    return new Creative(
        UUID.randomUUID(),
        of.advertiser(),
        "film",
        "unknown",
        "unknown",
        15_000,
        List.of(),
        "https://shop.example/",
        Set.of("shop.example"),
        Set.of(),
        0,
        Optional.empty());
  }

  static Purse.Occasion occasion(Optional<UUID> person, Instant now) {
    return new Purse.Occasion(
        UUID.randomUUID().toString(),
        "mid-roll",
        person,
        Optional.of("play"),
        Optional.of("title"),
        4,
        now,
        now.plus(MINUTE));
  }

  static Purse.Wish wish(LineItem lineItem, int slot, long micros) {
    return new Purse.Wish(UUID.randomUUID(), lineItem, creative(lineItem), slot, micros);
  }
}
