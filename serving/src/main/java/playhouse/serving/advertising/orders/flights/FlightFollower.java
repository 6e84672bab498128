package playhouse.serving.advertising.orders.flights;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.serving.advertising.orders.Creative;
import playhouse.serving.advertising.orders.Flight;
import playhouse.serving.advertising.orders.Flights;
import playhouse.serving.advertising.orders.LineItem;
import playhouse.serving.advertising.orders.advertisers.Advertiser;
import playhouse.serving.advertising.orders.advertisers.AdvertiserStore;
import playhouse.serving.advertising.orders.bookings.Booking;
import playhouse.serving.advertising.orders.bookings.BookingStore;
import playhouse.serving.advertising.orders.creatives.CreativeStore;
import playhouse.serving.advertising.orders.creatives.Submission;
import playhouse.serving.platform.store.ServicesDatabase;
import playhouse.serving.platform.store.TableFollower;

/**
 * What may run, kept as the database is; and as the time is, for much begins and ends by itself.
 */
public final class FlightFollower implements Flights, AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(300);

  private final Clock clock;
  private final Map<UUID, Advertiser> advertisers = new HashMap<>();
  private final Map<UUID, Approved> creatives = new HashMap<>();
  private final Map<UUID, Ordered> bookings = new HashMap<>();
  private final TableFollower follower;
  private Instant next = Instant.MIN;
  private boolean changed = true;
  private volatile All all = new All(0, List.of());

  /** A creative, made once for all who look at it. */
  private record Approved(Submission submission, Creative creative) {}

  /** A line item, the same. */
  private record Ordered(Booking booking, LineItem lineItem) {}

  /** From that database. */
  public FlightFollower(ServicesDatabase database, Clock clock) {
    this.clock = clock;
    follower = new TableFollower("flights", database, PAUSE, this::read);
  }

  @Override
  public All now() {
    return all;
  }

  /** Whether all that may run is known. */
  public boolean caughtUp() {
    return follower.caughtUp();
  }

  @Override
  public void close() {
    follower.close();
  }

  /** Line items first: what they are of was there before them. */
  private void read(Handle handle, Optional<Instant> since) {
    for (Booking one : BookingStore.since(handle, since)) {
      changed |= know(one);
    }
    for (Submission one : CreativeStore.since(handle, since)) {
      changed |= know(one);
    }
    for (Advertiser one : AdvertiserStore.since(handle, since)) {
      changed |= !one.equals(advertisers.put(one.id(), one));
    }
    Instant now = clock.instant();
    if (changed || !now.isBefore(next)) {
      put(now);
      changed = false;
    }
  }

  private boolean know(Submission one) {
    Approved before = creatives.get(one.id());
    if (before != null && before.submission().equals(one)) {
      return false;
    }
    creatives.put(one.id(), new Approved(one, one.creative()));
    return true;
  }

  private boolean know(Booking one) {
    Ordered before = bookings.get(one.id());
    if (before != null && before.booking().equals(one)) {
      return false;
    }
    if (one.state().equals("ended")) {
      return bookings.remove(one.id()) != null;
    }
    bookings.put(one.id(), new Ordered(one, one.lineItem()));
    return true;
  }

  private void put(Instant now) {
    List<Flight> flights = new ArrayList<>();
    next = Instant.MAX;
    for (Ordered one : bookings.values()) {
      Booking booking = one.booking();
      Advertiser advertiser = Objects.requireNonNull(advertisers.get(booking.advertiser()));
      soonest(now, booking.terms().begins());
      soonest(now, booking.terms().ends());
      soonest(now, advertiser.expires());
      List<Creative> shown = approved(booking);
      if (booking.runsAt(now) && advertiser.mayRun(now) && !shown.isEmpty()) {
        flights.add(new Flight(one.lineItem(), shown));
      }
    }
    flights.sort(Comparator.comparing(flight -> flight.lineItem().id()));
    if (!flights.equals(all.flights())) {
      all = new All(all.version() + 1, List.copyOf(flights));
    }
  }

  private void soonest(Instant now, Instant moment) {
    if (moment.isAfter(now) && moment.isBefore(next)) {
      next = moment;
    }
  }

  private List<Creative> approved(Booking booking) {
    return booking.terms().creatives().stream()
        .map(creatives::get)
        .filter(Objects::nonNull)
        .filter(one -> one.submission().state().equals("approved"))
        .map(Approved::creative)
        .toList();
  }
}
