package playhouse.serving.billing.payments;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.joda.money.Money;
import playhouse.contracts.Role;
import playhouse.serving.billing.subscriptions.Subscription;
import playhouse.serving.billing.subscriptions.Subscriptions;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** How people pay and what became of it, over HTTP; and what providers tell. */
public final class PaymentRoutes implements Routes {
  private static final Role[] THEIRS = {Role.VIEWER, Role.AGENT, Role.SERVICE};

  private static final List<String> METHODS = List.of("card", "alipay", "wechatpay", "wallet");

  private final ServicesDatabase database;
  private final Payments payments;
  private final Map<String, URI> pages;

  /** How somebody wants to pay. */
  public record Wanted(
      @JsonPropertyDescription("Name of the channel, such as card.")
          @NotNull
          @Pattern(regexp = "[a-z]{2,20}")
          String channel,
      @JsonPropertyDescription("What the provider gave out for the method; never its number.")
          @NotNull
          @Pattern(regexp = "[A-Za-z][A-Za-z0-9_-]{3,99}")
          String token,
      @JsonPropertyDescription("What the payer knows it by, such as Visa 4242.")
          @NotNull
          @Pattern(regexp = "[\\p{L}\\p{N} .*-]{1,40}")
          String label) {}

  /** How somebody pays. */
  public record Method(UUID person, String channel, String label) {}

  /**
   * A payment as callers see it.
   *
   * @param invoice that it is for, or {@code purchase}
   * @param state due, sending, unknown, review, requires_action, authorised, captured, failed,
   *     stopped or disputed
   * @param redirect where the payer has something to do, while it is requires_action
   */
  public record View(
      UUID id,
      Optional<String> invoice,
      Optional<UUID> purchase,
      Money amount,
      String channel,
      String state,
      int attempt,
      Optional<String> code,
      Optional<String> redirect,
      Instant created) {
    private static View of(Payment p) {
      return new View(
          p.id(),
          p.purpose().invoice(),
          p.purpose().purchase(),
          p.amount(),
          p.channel(),
          p.state().text(),
          p.attempt(),
          p.code(),
          p.progress().redirect().filter(to -> p.state() == Payment.State.REQUIRES_ACTION),
          p.created());
    }
  }

  /**
   * A way to pay.
   *
   * @param page of the provider's where a payer says what they pay with; they come back with what
   *     to send as token and label; absent where there is none
   */
  public record Way(String channel, Optional<URI> page) {}

  /** Those that there are here. */
  public record Ways(List<Way> items) {}

  /** What became of a payment whose payer comes back. */
  public record Back(String state) {}

  /** A subscription's payments, the newest first. */
  public record All(List<View> items) {}

  /**
   * Answers from there.
   *
   * @param pages of providers where payers say what they pay with, by channel
   */
  public PaymentRoutes(ServicesDatabase database, Payments payments, Map<String, URI> pages) {
    this.database = database;
    this.payments = payments;
    this.pages = Map.copyOf(pages);
  }

  @Override
  public String system() {
    return "S5.2";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/payment-channels", "Ways to pay.")
            .may(Role.VIEWER, Role.AGENT, Role.SERVICE)
            .gives(Ways.class)
            .read(request -> ways()),
        Endpoint.put("/v1/people/{person}/payment-method", "Sets how a person pays.")
            .may(Role.VIEWER, Role.SERVICE)
            .takes(
                Wanted.class,
                "{\"channel\":\"card\",\"token\":\"tok_visa\",\"label\":\"Visa 4242\"}")
            .gives(Method.class)
            .write(this::payWith),
        Endpoint.get("/v1/subscriptions/{id}/payments", "What was and is being paid for it.")
            .may(THEIRS)
            .gives(All.class)
            .read(this::all),
        Endpoint.get("/v1/payments/{id}", "A payment.")
            .may(Role.VIEWER, Role.AGENT, Role.OPERATOR, Role.SERVICE)
            .gives(View.class)
            .read(this::one),
        Endpoint.get(
                "/v1/payments/{id}/return",
                "Where a payer comes back from their bank: it is asked at once what became of it.")
            .open()
            .gives(Back.class)
            .write(this::back),
        Endpoint.post("/v1/payments/webhooks/{channel}", "What a provider tells; signed by it.")
            .signed()
            .givesNothing()
            .write(this::told));
  }

  private Answer ways() {
    return Answer.ok(
        new Ways(
            METHODS.stream()
                .filter(payments::has)
                .map(name -> new Way(name, Optional.ofNullable(pages.get(name))))
                .toList()));
  }

  private Answer payWith(Request request, Handle tx) {
    UUID person = request.person(Optional.of(request.id("person")));
    Wanted wanted = request.body(Wanted.class);
    if (PaymentMethod.holdsNumber(wanted.token())) {
      throw Refusal.bad("token", "must be a provider's token, never the number of a card");
    }
    if (PaymentMethod.holdsNumber(wanted.label())) {
      throw Refusal.bad("label", "must not be the number of a card");
    }
    if (!payments.has(wanted.channel())) {
      throw Refusal.bad("channel", "is not one that there is here");
    }
    payments.payWith(
        tx, new PaymentMethod(person, wanted.channel(), wanted.token(), wanted.label()));
    return Answer.ok(new Method(person, wanted.channel(), wanted.label()));
  }

  private Answer all(Request request) {
    UUID id = request.id("id");
    return Answer.ok(
        database.read(
            handle -> {
              Subscription s =
                  Subscriptions.find(handle, id)
                      .filter(found -> request.mayKnow(found.person()))
                      .orElseThrow(() -> Refusal.missing("there is no such subscription"));
              return new All(PaymentStore.of(handle, s.id()).stream().map(View::of).toList());
            }));
  }

  private Answer one(Request request) {
    UUID id = request.id("id");
    return Answer.ok(
        database.read(
            handle ->
                PaymentStore.find(handle, id)
                    .filter(p -> request.mayKnow(p.person()))
                    .map(View::of)
                    .orElseThrow(() -> Refusal.missing("there is no such payment"))));
  }

  /** Whoever comes knows the payment's id, which nobody guesses, and learns where it is. */
  private Answer back(Request request, Handle tx) {
    return Answer.ok(
        payments
            .returned(tx, request.id("id"))
            .map(p -> new Back(p.state().text()))
            .orElseThrow(() -> Refusal.missing("there is no such payment")));
  }

  private Answer told(Request request, Handle tx) {
    PaymentChannel.Notice notice = PaymentChannel.Notice.of(request.bytes(), request::header);
    String thanks = payments.told(tx, request.path("channel"), notice);
    return thanks.isEmpty() ? Answer.done() : Answer.text(thanks);
  }
}
