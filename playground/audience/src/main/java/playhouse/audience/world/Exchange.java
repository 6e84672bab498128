package playhouse.audience.world;

import java.util.List;

/** What other money is worth in US dollars from day to day: it wanders around where it began. */
public final class Exchange {

  /** ISO 4217 codes of the money that people pay in besides dollars. */
  public static final List<String> CURRENCIES = List.of("CNY", "GBP", "EUR");

  private static final long[] NANOS = {139_000_000, 1_310_000_000, 1_090_000_000};

  private final World world;

  /** The exchange of a world. */
  public Exchange(World world) {
    this.world = world;
  }

  /**
   * Dollars that a unit of the currency at a place in the list is worth, in thousand millionths.
   */
  public long rateNanos(int currency, int day) {
    double season = Math.sin((day % 97) * 2 * Math.PI / 97 + currency);
    Chance chance = world.chance(Chance.Purpose.EXCHANGE, currency, day);
    double move = 0.03 * season + 0.012 * (chance.unit() - 0.5);
    return NANOS[currency] + (long) (NANOS[currency] * move);
  }
}
