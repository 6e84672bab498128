package playhouse.serving.advertising.orders.bookings;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import playhouse.contracts.Role;
import playhouse.serving.advertising.orders.advertisers.Advertiser;
import playhouse.serving.advertising.orders.advertisers.Owned;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.access.Caller;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Page;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** Orders over HTTP. */
public final class OrderRoutes implements Routes {
  private final ServicesDatabase database;
  private final Clock clock;
  private final Supplier<UUID> ids;

  /** An order that is wanted. */
  public record Wanted(
      @NotNull UUID advertiser,
      @NotNull @Size(min = 1, max = 120) String name,
      @NotNull @Size(max = 120) String reference,
      @NotNull @Pattern(regexp = "[A-Z]{3}") String currency) {}

  /** Some of them, the newest first. */
  public record Orders(List<Order> items, Optional<String> next) {}

  /** From that database. */
  public OrderRoutes(ServicesDatabase database, Clock clock, Supplier<UUID> ids) {
    this.database = database;
    this.clock = clock;
    this.ids = ids;
  }

  @Override
  public String system() {
    return LineItemRoutes.SYSTEM;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post("/v1/ads/orders", "Begins an order.")
            .may(Role.ADVERTISER, Role.OPERATOR)
            .takes(
                Wanted.class,
                """
                {"advertiser":"7c0de0f1-0000-4000-8000-000000000001","name":"Spring","reference":"PO-17","currency":"EUR"}""")
            .gives(201, Order.class)
            .write(this::add),
        Endpoint.get("/v1/ads/orders", "Orders of advertisers that one speaks for.")
            .may(Role.ADVERTISER, Role.OPERATOR)
            .pages()
            .gives(Orders.class)
            .read(this::all),
        Endpoint.get("/v1/ads/orders/{id}", "An order.")
            .may(Role.ADVERTISER, Role.OPERATOR)
            .gives(Order.class)
            .read(
                request ->
                    Answer.ok(
                        database.read(
                            handle -> owned(handle, request.caller(), request.id("id"))))));
  }

  /** An order that the caller may see. */
  static Order owned(Handle handle, Caller caller, UUID id) {
    Order order =
        BookingStore.order(handle, id).orElseThrow(() -> Refusal.missing("there is no such order"));
    Owned.advertiser(handle, caller, order.advertiser());
    return order;
  }

  private Answer add(Request request, Handle tx) {
    Wanted wanted = request.body(Wanted.class);
    Advertiser advertiser = Owned.advertiser(tx, request.caller(), wanted.advertiser());
    try {
      CurrencyUnit.of(wanted.currency());
    } catch (IllegalCurrencyException e) {
      throw Refusal.bad("currency", "must be a currency of ISO 4217, such as EUR");
    }
    Order order =
        BookingStore.add(
            tx,
            new Order(
                ids.get(),
                0,
                advertiser.id(),
                wanted.name(),
                wanted.reference(),
                wanted.currency(),
                clock.instant().truncatedTo(ChronoUnit.MICROS)));
    return Answer.created("/v1/ads/orders/" + order.id(), order);
  }

  private Answer all(Request request) {
    Page page = Page.of(request);
    List<Order> found =
        database.read(
            handle ->
                BookingStore.orders(
                    handle, Owned.by(request.caller()), page.before(), page.limit() + 1));
    return Answer.ok(new Orders(page.cut(found), page.next(found, Order::number)));
  }
}
