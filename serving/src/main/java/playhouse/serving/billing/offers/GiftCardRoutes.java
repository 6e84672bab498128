package playhouse.serving.billing.offers;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.joda.money.Money;
import playhouse.contracts.Role;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/**
 * Gift cards and balances over HTTP. Codes are made by whoever prints or sends the cards, so that
 * no answer of ours, and nothing that is kept of one, holds any.
 */
public final class GiftCardRoutes implements Routes {
  private static final Role[] THEIRS = {Role.VIEWER, Role.AGENT, Role.SERVICE};

  private final ServicesDatabase database;
  private final Guesses guesses;
  private final Debts debts;
  private final Clock clock;

  /** A card that was sold or given away. */
  public record Activation(
      @JsonPropertyDescription("By chance, of at least 16 characters; kept as a hash only.")
          @NotNull
          @Pattern(regexp = GiftCard.CODE)
          String code,
      @NotNull @Valid Amount amount,
      @JsonPropertyDescription("Granted ones are our own expense.")
          @NotNull
          @Pattern(regexp = "sold|granted")
          String origin) {}

  /** A code that somebody brings. */
  public record Redemption(@NotNull @Pattern(regexp = GiftCard.CODE) String code) {}

  /** What a person has with us, by currency. */
  public record BalanceView(UUID person, List<Money> items) {}

  /** Answers from there. */
  public GiftCardRoutes(ServicesDatabase database, Guesses guesses, Debts debts, Clock clock) {
    this.debts = debts;
    this.database = database;
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
        Endpoint.post("/v1/gift-cards", "Makes a gift card's code worth something.")
            .may(Role.SERVICE, Role.OPERATOR)
            .takes(
                Activation.class,
                """
                {"code":"7KQ2M4XZ9TB1C8WD","amount":{"amount":"25.00","currency":"USD"},
                 "origin":"sold"}""")
            .gives(201, GiftCard.class)
            .write(this::activate),
        Endpoint.post("/v1/gift-cards/{id}/block", "Has a gift card be worth nothing any more.")
            .may(Role.OPERATOR)
            .gives(GiftCard.class)
            .write(this::block),
        Endpoint.post("/v1/people/{person}/gift-cards", "Adds a gift card to a person's balance.")
            .may(Role.VIEWER, Role.SERVICE)
            .takes(Redemption.class, "{\"code\":\"7KQ2M4XZ9TB1C8WD\"}")
            .gives(BalanceView.class)
            .write(this::redeem),
        Endpoint.get("/v1/people/{person}/balance", "What a person has with us.")
            .may(THEIRS)
            .gives(BalanceView.class)
            .read(this::balance));
  }

  private Answer activate(Request request, Handle tx) {
    Activation wanted = request.body(Activation.class);
    GiftCard card =
        GiftCards.activate(
            tx, wanted.code(), wanted.amount().money("amount"), wanted.origin(), now());
    return Answer.created("/v1/gift-cards/" + card.id(), card);
  }

  private Answer block(Request request, Handle tx) {
    return Answer.ok(GiftCards.block(tx, request.id("id"), now()));
  }

  private Answer redeem(Request request, Handle tx) {
    UUID person = request.person(Optional.of(request.id("person")));
    String code = request.body(Redemption.class).code();
    debts.settle(
        tx, person, () -> guesses.of(person, () -> GiftCards.redeem(tx, person, code, now())));
    return Answer.ok(new BalanceView(person, BalanceStore.all(tx, person)));
  }

  private Answer balance(Request request) {
    UUID person = request.person(Optional.of(request.id("person")));
    return Answer.ok(
        new BalanceView(person, database.read(handle -> BalanceStore.all(handle, person))));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
