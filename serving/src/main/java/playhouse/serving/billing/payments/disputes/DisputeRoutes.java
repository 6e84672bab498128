package playhouse.serving.billing.payments.disputes;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Role;
import playhouse.serving.billing.payments.Payment;
import playhouse.serving.billing.payments.PaymentMethod;
import playhouse.serving.billing.payments.Payments;
import playhouse.serving.billing.payments.refunds.Refund;
import playhouse.serving.billing.payments.refunds.Refunds;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** What people decide on: what goes back, money that came wrong, and what banks took back. */
public final class DisputeRoutes implements Routes {
  private static final int MOST = 200;
  private static final Role[] PEOPLE = {Role.AGENT, Role.OPERATOR, Role.SERVICE};
  private static final Role[] OPERATORS = {Role.OPERATOR, Role.SERVICE};

  private final ServicesDatabase database;
  private final Payments payments;

  /** What is to go back. */
  public record Back(
      @JsonPropertyDescription("How much, tax included; all that is left if not said.")
          @Nullable
          @Pattern(regexp = "\\d{1,12}(\\.\\d{1,4})?")
          String amount,
      @JsonPropertyDescription("A stable code, such as not-as-described.")
          @NotNull
          @Pattern(regexp = "[a-z][a-z_-]{1,39}")
          String reason) {}

  /**
   * A refund as callers see it.
   *
   * @param state due, sending, unknown, completed, failed or credited
   */
  public record RefundView(
      UUID id,
      UUID payment,
      Money amount,
      Money tax,
      String reason,
      String state,
      Optional<String> code,
      Instant requested) {
    private static RefundView of(Refund r) {
      return new RefundView(
          r.id(),
          r.payment(),
          r.amount(),
          r.tax(),
          r.reason(),
          r.state().text(),
          r.code(),
          r.requested());
    }
  }

  /** A payment's refunds, the newest first. */
  public record RefundViews(List<RefundView> items) {}

  /** Money that came wrong. */
  public record DisputeView(UUID payment, Money amount, String code, String route, Instant opened) {
    private static DisputeView of(Dispute d) {
      return new DisputeView(d.payment(), d.amount(), d.code(), d.source().route(), d.opened());
    }
  }

  /** What is not decided on, the oldest first. */
  public record DisputeViews(List<DisputeView> items) {}

  /** What is decided. */
  public record Decision(@NotNull @Pattern(regexp = "accept|give-back|keep") String decision) {}

  /** Where a payment is then. */
  public record Decided(UUID payment, String state) {}

  /**
   * What a bank took back, as callers see it.
   *
   * @param state received, contesting, contested, won or lost
   */
  public record ChargebackView(
      UUID id,
      UUID payment,
      Money amount,
      Money fee,
      String reason,
      String state,
      Instant received) {
    private static ChargebackView of(Chargeback c) {
      return new ChargebackView(
          c.id(), c.payment(), c.amount(), c.fee(), c.reason(), c.state().text(), c.received());
    }
  }

  /** The newest first. */
  public record ChargebackViews(List<ChargebackView> items) {}

  /** Why the money is ours. */
  public record Evidence(@NotNull @Pattern(regexp = "[\\s\\S]{10,4000}") String evidence) {}

  /** Answers from there. */
  public DisputeRoutes(ServicesDatabase database, Payments payments) {
    this.database = database;
    this.payments = payments;
  }

  @Override
  public String system() {
    return "S5.2";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post("/v1/payments/{id}/refunds", "Gives money back, in whole or part.")
            .may(PEOPLE)
            .takes(Back.class, "{\"amount\":\"1.00\",\"reason\":\"goodwill\"}")
            .gives(201, RefundView.class)
            .write(this::giveBack),
        Endpoint.get("/v1/payments/{id}/refunds", "What goes and went back of it.")
            .may(PEOPLE)
            .gives(RefundViews.class)
            .read(this::refunds),
        Endpoint.get("/v1/payments/disputed", "Money that came wrong and is not decided on.")
            .may(OPERATORS)
            .gives(DisputeViews.class)
            .read(request -> Answer.ok(disputed())),
        Endpoint.post("/v1/payments/{id}/resolve", "Decides on money that came wrong.")
            .may(Role.OPERATOR)
            .takes(Decision.class, "{\"decision\":\"give-back\"}")
            .gives(Decided.class)
            .write(this::resolve),
        Endpoint.get("/v1/chargebacks", "What banks have taken back, the newest first.")
            .may(PEOPLE)
            .gives(ChargebackViews.class)
            .read(request -> Answer.ok(chargebacks())),
        Endpoint.post("/v1/chargebacks/{id}/evidence", "Says why the money is ours.")
            .may(Role.OPERATOR)
            .takes(Evidence.class, "{\"evidence\":\"The title was watched to its end.\"}")
            .gives(ChargebackView.class)
            .write(this::contest));
  }

  private Answer giveBack(Request request, Handle tx) {
    UUID id = request.id("id");
    Back wanted = request.body(Back.class);
    Optional<Money> amount =
        Optional.ofNullable(wanted.amount()).map(text -> amount(currency(tx, id), text));
    Refund refund = payments.giveBack(tx, id, amount, wanted.reason());
    return Answer.created("/v1/payments/" + id + "/refunds", RefundView.of(refund));
  }

  private static CurrencyUnit currency(Handle tx, UUID id) {
    return Payments.find(tx, id)
        .orElseThrow(() -> Refusal.missing("there is no such payment"))
        .amount()
        .getCurrencyUnit();
  }

  private static Money amount(CurrencyUnit currency, String text) {
    BigDecimal amount = new BigDecimal(text);
    if (amount.signum() == 0 || amount.stripTrailingZeros().scale() > currency.getDecimalPlaces()) {
      throw Refusal.bad("amount", "must be an amount of " + currency);
    }
    return Money.of(currency, amount, RoundingMode.UNNECESSARY);
  }

  private Answer refunds(Request request) {
    UUID id = request.id("id");
    return Answer.ok(
        new RefundViews(
            database.read(handle -> Refunds.of(handle, id)).stream().map(RefundView::of).toList()));
  }

  private DisputeViews disputed() {
    return new DisputeViews(
        database.read(handle -> Disputes.open(handle, MOST)).stream()
            .map(DisputeView::of)
            .toList());
  }

  private Answer resolve(Request request, Handle tx) {
    Dispute.Decision decision =
        switch (request.body(Decision.class).decision()) {
          case "accept" -> Dispute.Decision.ACCEPT;
          case "keep" -> Dispute.Decision.KEEP;
          default -> Dispute.Decision.GIVE_BACK;
        };
    Payment decided = payments.resolve(tx, request.id("id"), decision);
    return Answer.ok(new Decided(decided.id(), decided.state().text()));
  }

  private ChargebackViews chargebacks() {
    return new ChargebackViews(
        database.read(handle -> Chargebacks.newest(handle, MOST)).stream()
            .map(ChargebackView::of)
            .toList());
  }

  private Answer contest(Request request, Handle tx) {
    String evidence = request.body(Evidence.class).evidence();
    if (PaymentMethod.holdsNumber(evidence)) {
      throw Refusal.bad("evidence", "must not hold the number of a card");
    }
    return Answer.ok(
        ChargebackView.of(payments.chargebacks().contest(tx, request.id("id"), evidence)));
  }
}
