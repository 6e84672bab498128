package playhouse.serving.advertising.orders.bookings;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.Role;
import playhouse.serving.advertising.orders.Allowance;
import playhouse.serving.advertising.orders.LineItem;
import playhouse.serving.advertising.orders.advertisers.Owned;
import playhouse.serving.advertising.orders.creatives.CreativeStore;
import playhouse.serving.personalisation.segments.SegmentsApi;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.access.Caller;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Page;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** Line items over HTTP. */
public final class LineItemRoutes implements Routes {
  static final String SYSTEM = "S8.1";

  private static final String TERMS =
      """
      {"name":"Spring","kind":"auction","begins":"2026-01-01T00:00:00Z","ends":"2027-12-31T00:00:00Z",
      "currency":"EUR","pricing":"cpm","priceMicros":8000000,"budgetMicros":500000000,
      "dayBudgetMicros":50000000,"pace":"even","caps":[{"impressions":3,"seconds":86400}],
      "targeting":{"countries":["DE"],"placements":["mid-roll"]},
      "creatives":["7c0de0f1-0000-4000-8000-000000000003"]}""";

  private final ServicesDatabase database;
  private final Rules rules;
  private final Allowance allowance;
  private final Clock clock;
  private final Supplier<UUID> ids;

  /** A line item that is wanted. */
  public record Wanted(@NotNull UUID order, @NotNull @Valid Terms terms) {}

  /** Whether it is to be shown. */
  public record Wish(
      @JsonPropertyDescription("What has ended does not begin again.")
          @NotNull
          @Pattern(regexp = "active|paused|ended")
          String state) {}

  /** Some of them, the newest first. */
  public record LineItems(List<Booking> items, Optional<String> next) {}

  /** From that database. */
  public LineItemRoutes(
      ServicesDatabase database,
      SegmentsApi segments,
      Allowance allowance,
      Clock clock,
      Supplier<UUID> ids) {
    this.database = database;
    this.rules = new Rules(segments);
    this.allowance = allowance;
    this.clock = clock;
    this.ids = ids;
  }

  @Override
  public String system() {
    return SYSTEM;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post("/v1/ads/line-items", "Orders something to be shown.")
            .may(Role.ADVERTISER, Role.OPERATOR)
            .takes(
                Wanted.class,
                "{\"order\":\"7c0de0f1-0000-4000-8000-000000000002\",\"terms\":%s}"
                    .formatted(TERMS))
            .gives(201, Booking.class)
            .write(this::add),
        Endpoint.get("/v1/ads/line-items", "Line items of advertisers that one speaks for.")
            .may(Role.ADVERTISER, Role.OPERATOR)
            .pages()
            .filter("order", "Those of that order only.")
            .gives(LineItems.class)
            .read(this::all),
        Endpoint.get("/v1/ads/line-items/{id}", "A line item.")
            .may(Role.ADVERTISER, Role.OPERATOR)
            .gives(Booking.class)
            .read(
                request ->
                    Answer.ok(
                        database.read(
                            handle ->
                                owned(
                                    handle,
                                    request.caller(),
                                    BookingStore.find(handle, request.id("id")))))),
        Endpoint.put("/v1/ads/line-items/{id}", "Orders it otherwise from now on.")
            .may(Role.ADVERTISER, Role.OPERATOR)
            .takes(Terms.class, TERMS)
            .gives(Booking.class)
            .write(this::change),
        Endpoint.put("/v1/ads/line-items/{id}/state", "Pauses it, ends it, or lets it go on.")
            .may(Role.ADVERTISER, Role.OPERATOR)
            .takes(Wish.class, "{\"state\":\"paused\"}")
            .gives(Booking.class)
            .write(this::turn));
  }

  private static Booking owned(Handle handle, Caller caller, Optional<Booking> found) {
    Booking booking = found.orElseThrow(() -> Refusal.missing("there is no such line item"));
    Owned.advertiser(handle, caller, booking.advertiser());
    return booking;
  }

  private Answer add(Request request, Handle tx) {
    Wanted wanted = request.body(Wanted.class);
    Order order = OrderRoutes.owned(tx, request.caller(), wanted.order());
    UUID id = ids.get();
    allowance.set(tx, checked(request, tx, wanted.terms(), id, order));
    Booking added = BookingStore.add(tx, id, order, wanted.terms());
    return Answer.created("/v1/ads/line-items/" + id, added);
  }

  private LineItem checked(Request request, Handle tx, Terms terms, UUID id, Order order) {
    if (!terms.currency().equals(order.currency())) {
      throw Refusal.bad("currency", "must be that of the order: " + order.currency());
    }
    if (request.caller().role() == Role.ADVERTISER && !terms.kind().equals("auction")) {
      throw Refusal.bad("kind", "must be auction: what is guaranteed is agreed with an operator");
    }
    LineItem lineItem = terms.lineItem(id, order.id(), order.advertiser());
    rules.check(lineItem, clock.instant());
    if (!CreativeStore.allOf(tx, order.advertiser(), terms.creatives())) {
      throw Refusal.bad("creatives", "must all be there, and of the same advertiser");
    }
    return lineItem;
  }

  private Answer all(Request request) {
    Page page = Page.of(request);
    Optional<UUID> order = request.query("order").map(LineItemRoutes::id);
    List<Booking> found =
        database.read(
            handle ->
                BookingStore.all(
                    handle, Owned.by(request.caller()), order, page.before(), page.limit() + 1));
    return Answer.ok(new LineItems(page.cut(found), page.next(found, Booking::number)));
  }

  private static UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw Refusal.bad("order", "must be a UUID");
    }
  }

  private Answer change(Request request, Handle tx) {
    Terms terms = request.body(Terms.class);
    Booking before = locked(request, tx);
    Order order = OrderRoutes.owned(tx, request.caller(), before.order());
    allowance.set(tx, checked(request, tx, terms, before.id(), order));
    return Answer.ok(BookingStore.change(tx, before.id(), terms));
  }

  private Answer turn(Request request, Handle tx) {
    String state = request.body(Wish.class).state();
    Booking before = locked(request, tx);
    return Answer.ok(
        before.state().equals(state) ? before : BookingStore.change(tx, before.id(), state));
  }

  private static Booking locked(Request request, Handle tx) {
    Booking before = owned(tx, request.caller(), BookingStore.lock(tx, request.id("id")));
    if (before.state().equals("ended")) {
      throw Refusal.conflict("line_item_over", "it has ended: order another");
    }
    return before;
  }
}
