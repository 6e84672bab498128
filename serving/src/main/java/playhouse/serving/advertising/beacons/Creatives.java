package playhouse.serving.advertising.beacons;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import playhouse.serving.advertising.orders.Creative;
import playhouse.serving.advertising.orders.Flight;
import playhouse.serving.advertising.orders.Flights;

/** What runs and what ran lately, by id: an ad is followed after its flight ended, too. */
final class Creatives {
  private static final long MOST = 50_000;

  private final Flights flights;
  private final Cache<String, Creative> known = Caffeine.newBuilder().maximumSize(MOST).build();
  private volatile long version = Long.MIN_VALUE;

  Creatives(Flights flights) {
    this.flights = flights;
  }

  /** That of an id; empty if there is none, or it is not ours. */
  Optional<Creative> of(String id) {
    Flights.All now = flights.now();
    if (now.version() != version) {
      for (Flight flight : now.flights()) {
        flight.creatives().forEach(creative -> known.put(creative.id().toString(), creative));
      }
      version = now.version();
    }
    return Optional.ofNullable(known.getIfPresent(id));
  }
}
