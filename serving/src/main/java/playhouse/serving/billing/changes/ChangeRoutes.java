package playhouse.serving.billing.changes;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.Role;
import playhouse.serving.billing.offers.Coupons;
import playhouse.serving.billing.offers.Guesses;
import playhouse.serving.billing.subscriptions.Changes;
import playhouse.serving.billing.subscriptions.Subscription;
import playhouse.serving.billing.subscriptions.SubscriptionRoutes;
import playhouse.serving.billing.subscriptions.SubscriptionRoutes.SubscriptionView;
import playhouse.serving.billing.subscriptions.Subscriptions;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;

/** What may be changed about a subscription, over HTTP. A viewer has to do with their own alone. */
public final class ChangeRoutes implements Routes {
  private static final String IN = "/v1/subscriptions/{id}";
  private static final Role[] THEIRS = {Role.VIEWER, Role.AGENT, Role.SERVICE};

  private final Previews previews;
  private final Changes changes;
  private final Subscriptions subscriptions;
  private final Guesses guesses;
  private final Clock clock;

  /** The plan that somebody thinks of. */
  public record WantedPlan(@NotNull @Pattern(regexp = "[a-z0-9-]{2,40}") String plan) {}

  /** The preview that is to become so. */
  public record Agreed(@NotNull UUID preview) {}

  /** How long it is to rest. */
  public record Rest(@NotNull @Min(1) @Max(3) Integer months) {}

  /** What takes something off. */
  public record CouponCode(@NotNull @Pattern(regexp = Coupons.CODE) String code) {}

  /** Answers from there. */
  public ChangeRoutes(
      Previews previews,
      Changes changes,
      Subscriptions subscriptions,
      Guesses guesses,
      Clock clock) {
    this.previews = previews;
    this.changes = changes;
    this.subscriptions = subscriptions;
    this.guesses = guesses;
    this.clock = clock;
  }

  @Override
  public String system() {
    return "S5.1";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post(IN + "/change/preview", "What another plan would cost, and when.")
            .may(THEIRS)
            .takes(WantedPlan.class, "{\"plan\":\"premium\"}")
            .gives(Preview.class)
            .write(this::preview),
        Endpoint.post(IN + "/change", "Changes the plan exactly as a preview said.")
            .may(THEIRS)
            .takes(Agreed.class, "{\"preview\":\"7c0de0f1-0000-4000-8000-000000000002\"}")
            .gives(SubscriptionView.class)
            .write(this::change),
        Endpoint.delete(IN + "/change", "Has a plan not come that was to come.")
            .may(THEIRS)
            .gives(SubscriptionView.class)
            .write(this::withdraw),
        Endpoint.post(IN + "/pause", "Has a subscription rest after its term.")
            .may(THEIRS)
            .takes(Rest.class, "{\"months\":2}")
            .gives(SubscriptionView.class)
            .write(this::pause),
        Endpoint.post(IN + "/coupon", "Has the next invoices be cheaper.")
            .may(THEIRS)
            .takes(CouponCode.class, "{\"code\":\"SPRING27\"}")
            .gives(SubscriptionView.class)
            .write(this::coupon));
  }

  private static Subscription theirs(Request request, Handle tx) {
    return SubscriptionRoutes.theirs(request, Subscriptions.lock(tx, request.id("id")));
  }

  private static Answer told(Handle tx, Subscription s) {
    return Answer.ok(SubscriptionView.of(tx, Subscriptions.find(tx, s.id()).orElseThrow()));
  }

  private Answer preview(Request request, Handle tx) {
    String plan = request.body(WantedPlan.class).plan();
    return Answer.ok(previews.preview(tx, theirs(request, tx), plan));
  }

  private Answer change(Request request, Handle tx) {
    UUID preview = request.body(Agreed.class).preview();
    Subscription s = theirs(request, tx);
    previews.change(tx, s, preview);
    return told(tx, s);
  }

  private Answer withdraw(Request request, Handle tx) {
    Subscription s = theirs(request, tx);
    changes.withdraw(tx, s, now());
    return told(tx, s);
  }

  private Answer pause(Request request, Handle tx) {
    Rest rest = request.body(Rest.class);
    return told(tx, subscriptions.pause(tx, theirs(request, tx), rest.months()));
  }

  private Answer coupon(Request request, Handle tx) {
    String code = request.body(CouponCode.class).code();
    Subscription s = theirs(request, tx);
    return guesses.of(
        s.person(),
        () -> {
          subscriptions.couponed(tx, s, code);
          return told(tx, s);
        });
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
