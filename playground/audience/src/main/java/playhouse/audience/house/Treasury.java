package playhouse.audience.house;

import playhouse.audience.world.Exchange;
import playhouse.audience.world.World;
import playhouse.contracts.facts.RatePublished;

/** What other money is worth: told early on every day, and now and then put right at noon. */
final class Treasury {

  private static final long HOUR = 3_600_000;

  private Treasury() {}

  static void publish(Desk desk, int day) {
    Exchange exchange = new Exchange(desk.world());
    long begin = day * World.DAY;
    for (int i = 0; i < Exchange.CURRENCIES.size(); i++) {
      long nanos = exchange.rateNanos(i, day);
      desk.note(begin + 1000 + i, rate(Exchange.CURRENCIES.get(i), nanos));
      if (desk.chance().hit(0.1)) {
        desk.note(begin + 12 * HOUR, rate(Exchange.CURRENCIES.get(i), nanos + nanos / 250));
      }
    }
  }

  private static RatePublished rate(String currency, long nanos) {
    return RatePublished.newBuilder()
        .setCurrency(currency)
        .setReporting("USD")
        .setRateNanos(nanos)
        .build();
  }
}
