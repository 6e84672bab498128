package playhouse.serving.advertising.bidders;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import playhouse.serving.advertising.orders.LineItem;

/**
 * What a bidder outside of the house pays all that it wins from, in one currency: a line item whose
 * money has no end, so that its impressions are held, counted once and told of as those of others.
 */
public final class Account {
  /** More than anybody spends. */
  private static final long ENDLESS_MICROS = 1_000_000_000_000_000L;

  private Account() {}

  /** Of whoever offers that for one break. */
  public static LineItem of(LineItem offered) {
    String name = offered.order() + "/" + offered.currency();
    return LineItem.plain(
        UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
        offered.order(),
        offered.order(),
        offered.name(),
        Instant.EPOCH,
        Instant.MAX,
        offered.currency(),
        offered.priceMicros(),
        ENDLESS_MICROS);
  }
}
