package playhouse.serving.advertising.breaks.rates;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import org.joda.money.CurrencyUnit;
import playhouse.serving.advertising.auction.Rates;
import playhouse.serving.platform.store.ServicesDatabase;

/** {@link Rates} of each day, from memory: read again every minute. */
public final class DailyRates implements Rates {
  /** How often it is read. */
  public static final Duration EVERY = Duration.ofMinutes(1);

  private static final int DAYS = 40;
  private static final String EURO = "EUR";

  private final ServicesDatabase database;
  private final Clock clock;
  private volatile Map<String, NavigableMap<LocalDate, Double>> perEuro = Map.of();

  /** From that database, once it is there. */
  public DailyRates(ServicesDatabase database, Clock clock) {
    this.database = database;
    this.clock = clock;
    database.whenReady(this::read);
  }

  /** By the newest rates that are not of a later day; empty if one of the two has none. */
  @Override
  public OptionalDouble of(CurrencyUnit from, CurrencyUnit to, Instant at) {
    if (from.equals(to)) {
      return OptionalDouble.of(1);
    }
    LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
    OptionalDouble one = perEuro(from, day);
    OptionalDouble other = perEuro(to, day);
    return one.isEmpty() || other.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(other.getAsDouble() / one.getAsDouble());
  }

  /** Reads them; how many were new does not matter. */
  public int read() {
    LocalDate since = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(DAYS);
    perEuro = database.read(handle -> RateStore.since(handle, since));
    return 0;
  }

  private OptionalDouble perEuro(CurrencyUnit currency, LocalDate day) {
    if (currency.getCode().equals(EURO)) {
      return OptionalDouble.of(1);
    }
    NavigableMap<LocalDate, Double> days = perEuro.get(currency.getCode());
    Map.Entry<LocalDate, Double> newest = days == null ? null : days.floorEntry(day);
    return newest == null ? OptionalDouble.empty() : OptionalDouble.of(newest.getValue());
  }
}
