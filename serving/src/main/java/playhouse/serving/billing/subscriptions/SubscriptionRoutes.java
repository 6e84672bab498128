package playhouse.serving.billing.subscriptions;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Role;
import playhouse.serving.billing.offers.Coupons;
import playhouse.serving.billing.offers.Guesses;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** Subscriptions over HTTP. A viewer has to do with their own alone. */
public final class SubscriptionRoutes implements Routes {
  private static final int MOST = 100;
  private static final String IN = "/v1/subscriptions/{id}";
  private static final Role[] THEIRS = {Role.VIEWER, Role.AGENT, Role.SERVICE};

  private final ServicesDatabase database;
  private final Subscriptions subscriptions;
  private final Entitlements entitlements;
  private final Guesses guesses;

  /** Wanted: a subscription. */
  public record Wanted(
      @JsonPropertyDescription("Id of a plan that is sold in the country.")
          @NotNull
          @Pattern(regexp = "[a-z0-9-]{2,40}")
          String plan,
      @JsonPropertyDescription("Where it is paid for; ISO 3166-1 alpha-2.")
          @NotNull
          @Pattern(regexp = "[A-Z]{2}")
          String country,
      @JsonPropertyDescription("For whom; a viewer need not say.") @Nullable UUID person,
      @JsonPropertyDescription("That takes something off.")
          @Nullable
          @Pattern(regexp = Coupons.CODE)
          String coupon) {}

  /** Why it is to end. */
  public record Ending(
      @NotNull @Pattern(regexp = "price|content|quality|rarely-used|other") String reason) {}

  /** A person's subscriptions, the newest first. */
  public record All(List<SubscriptionView> items) {}

  /** A subscription's invoices, the newest first. */
  public record Invoices(List<Invoice.Told> items) {}

  /**
   * A plan that is to come.
   *
   * @param state planned (with the next term) or unpaid (when it is paid)
   */
  public record Coming(String plan, Money price, Instant at, String state) {}

  /**
   * A subscription as it is told.
   *
   * @param price of a term, tax included
   * @param state incomplete, trial, active, past_due, paused or expired
   * @param ending why it ends with its term; absent if it goes on
   * @param pauseMonths how long it rests after its term; absent if it does not
   * @param coming another plan; absent if none is to come
   */
  public record SubscriptionView(
      UUID id,
      UUID person,
      String plan,
      String country,
      Money price,
      String state,
      int term,
      Instant termFrom,
      Instant termUntil,
      @Nullable String ending,
      @Nullable Integer pauseMonths,
      @Nullable Coming coming,
      Instant created) {

    /** As it stands. */
    public static SubscriptionView of(Handle handle, Subscription s) {
      return new SubscriptionView(
          s.id(),
          s.person(),
          s.plan(),
          s.country(),
          s.price(),
          s.state().text(),
          s.term(),
          s.termFrom(),
          s.termUntil(),
          s.ending().orElse(null),
          s.pauseMonths() == 0 ? null : s.pauseMonths(),
          ChangeStore.coming(handle, s.id())
              .map(c -> new Coming(c.plan(), c.price(), c.at(), c.state().text()))
              .orElse(null),
          s.created());
    }
  }

  /** Answers from there. */
  public SubscriptionRoutes(
      ServicesDatabase database,
      Subscriptions subscriptions,
      Entitlements entitlements,
      Guesses guesses) {
    this.guesses = guesses;
    this.database = database;
    this.subscriptions = subscriptions;
    this.entitlements = entitlements;
  }

  @Override
  public String system() {
    return "S5.1";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post("/v1/subscriptions", "Subscribes to a plan.")
            .may(Role.VIEWER, Role.SERVICE)
            .takes(Wanted.class, "{\"plan\":\"standard\",\"country\":\"US\"}")
            .gives(201, SubscriptionView.class)
            .write(this::begin),
        Endpoint.get("/v1/subscriptions", "A person's subscriptions.")
            .may(THEIRS)
            .query("person", "Whose; a viewer need not say.")
            .gives(All.class)
            .read(this::all),
        Endpoint.get(IN, "A subscription.")
            .may(THEIRS)
            .gives(SubscriptionView.class)
            .read(this::one),
        Endpoint.post(IN + "/cancel", "Lets a subscription end with its term.")
            .may(THEIRS)
            .takes(Ending.class, "{\"reason\":\"price\"}")
            .gives(SubscriptionView.class)
            .write(this::cancel),
        Endpoint.post(
                IN + "/resume", "Lets a subscription go on that was to end or to rest, or rests.")
            .may(THEIRS)
            .gives(SubscriptionView.class)
            .write(this::resume),
        Endpoint.get(IN + "/invoices", "What was and is owed for it.")
            .may(THEIRS)
            .gives(Invoices.class)
            .read(this::invoices),
        Endpoint.get("/v1/people/{person}/entitlement", "What a person may use now.")
            .may(THEIRS)
            .gives(Entitlement.class)
            .read(this::entitlement));
  }

  private Answer begin(Request request, Handle tx) {
    Wanted wanted = request.body(Wanted.class);
    UUID person = request.person(Optional.ofNullable(wanted.person()));
    Optional<String> coupon = Optional.ofNullable(wanted.coupon());
    Subscription begun =
        coupon.isEmpty()
            ? subscriptions.subscribe(tx, person, wanted.plan(), wanted.country())
            : guesses.of(
                person,
                () -> subscriptions.subscribe(tx, person, wanted.plan(), wanted.country(), coupon));
    return Answer.created("/v1/subscriptions/" + begun.id(), SubscriptionView.of(tx, begun));
  }

  private Answer all(Request request) {
    UUID person = request.person(request.query("person").map(text -> uuid("person", text)));
    return Answer.ok(
        new All(
            database.read(
                handle ->
                    SubscriptionStore.of(handle, person, MOST).stream()
                        .map(s -> SubscriptionView.of(handle, s))
                        .toList())));
  }

  private Answer one(Request request) {
    UUID id = request.id("id");
    return Answer.ok(
        database.read(
            handle ->
                SubscriptionView.of(handle, theirs(request, SubscriptionStore.find(handle, id)))));
  }

  private Answer cancel(Request request, Handle tx) {
    Ending ending = request.body(Ending.class);
    Subscription s = theirs(request, SubscriptionStore.locked(tx, request.id("id")));
    return Answer.ok(SubscriptionView.of(tx, subscriptions.cancel(tx, s, ending.reason())));
  }

  private Answer resume(Request request, Handle tx) {
    Subscription s = theirs(request, SubscriptionStore.locked(tx, request.id("id")));
    return Answer.ok(SubscriptionView.of(tx, subscriptions.resume(tx, s)));
  }

  private Answer invoices(Request request) {
    UUID id = request.id("id");
    return Answer.ok(
        new Invoices(
            database.read(
                handle -> {
                  Subscription s = theirs(request, SubscriptionStore.find(handle, id));
                  return InvoiceStore.of(handle, s.id()).stream()
                      .map(i -> Invoice.Told.of(i, InvoiceStore.lines(handle, i)))
                      .toList();
                })));
  }

  private Answer entitlement(Request request) {
    UUID person = request.person(Optional.of(request.id("person")));
    return Answer.ok(entitlements.of(person));
  }

  /** Whether somebody else has such a one is not a viewer's to know. */
  public static Subscription theirs(Request request, Optional<Subscription> found) {
    return found
        .filter(s -> request.mayKnow(s.person()))
        .orElseThrow(() -> Refusal.missing("there is no such subscription"));
  }

  private static UUID uuid(String name, String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw Refusal.bad(name, "must be a UUID");
    }
  }
}
