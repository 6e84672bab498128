package playhouse.serving.advertising;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.serving.advertising.budgets.Till;
import playhouse.serving.advertising.invoices.InvoiceRoutes;
import playhouse.serving.advertising.invoices.Invoices;
import playhouse.serving.advertising.orders.Owners;
import playhouse.serving.advertising.orders.advertisers.AdvertiserRoutes;
import playhouse.serving.advertising.orders.advertisers.KnownOwners;
import playhouse.serving.advertising.orders.bookings.BookingStore;
import playhouse.serving.advertising.orders.bookings.LineItemRoutes;
import playhouse.serving.advertising.orders.bookings.OrderRoutes;
import playhouse.serving.advertising.orders.creatives.CreativeRoutes;
import playhouse.serving.advertising.orders.creatives.Inspection;
import playhouse.serving.advertising.orders.creatives.Policy;
import playhouse.serving.advertising.orders.flights.FlightFollower;
import playhouse.serving.advertising.orders.reviews.ReviewRoutes;
import playhouse.serving.personalisation.segments.SegmentsApi;
import playhouse.serving.platform.Chassis;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.operations.Check;

/** What advertisers order, what of it may run, and what they pay, put together. */
final class Ordering implements AutoCloseable {
  /** A process that is not heard of for so long is taken for dead. */
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration END = Duration.ofMinutes(1);
  private static final Duration OVER = Duration.ofDays(1);
  private static final int AT_ONCE = 1_000;

  private final Till till;
  private final FlightFollower flights;
  private final Owners owners;
  private final List<Routes> routes;

  Ordering(Chassis chassis, Settings settings, SegmentsApi segments, Clock clock) {
    till = new Till(chassis.database(), clock, UUID::randomUUID, SILENCE);
    flights = new FlightFollower(chassis.database(), clock);
    owners = new KnownOwners(chassis.database());
    boolean local = settings.get(Setting.AD_FILES_LOCAL).equals("true");
    Policy policy = new Policy(local);
    routes =
        List.of(
            new AdvertiserRoutes(chassis.database(), clock, UUID::randomUUID),
            new OrderRoutes(chassis.database(), clock, UUID::randomUUID),
            new LineItemRoutes(
                chassis.database(), segments, till.allowance(), clock, UUID::randomUUID),
            new CreativeRoutes(chassis.database(), policy, UUID::randomUUID),
            new ReviewRoutes(chassis.database(), clock),
            new InvoiceRoutes(chassis.database()));
    chassis.every(END, "advertising.invoices", new Invoices(clock, UUID::randomUUID)::issue);
    chassis.work(
        LOOK, "advertising.creatives", new Inspection(chassis.database(), policy, local)::next);
    chassis.every(
        END,
        "advertising.line-items",
        tx -> BookingStore.end(tx, clock.instant().minus(OVER), AT_ONCE));
  }

  /** Money and turns, and what is left of them. */
  Till till() {
    return till;
  }

  /** What may run. */
  FlightFollower flights() {
    return flights;
  }

  /** Who speaks for whom. */
  Owners owners() {
    return owners;
  }

  List<Routes> routes() {
    return routes;
  }

  List<Check> checks() {
    return List.of(
        new Check("budgets", till::ready, () -> ""),
        new Check("flights", flights::caughtUp, () -> ""));
  }

  @Override
  public void close() {
    till.close();
    flights.close();
  }
}
