package playhouse.serving.billing.purchases;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Role;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** Titles bought and rented, over HTTP. A viewer has to do with their own alone. */
public final class PurchaseRoutes implements Routes {
  private static final int MOST = 200;
  private static final String IN = "/v1/purchases/{id}";
  private static final Role[] THEIRS = {Role.VIEWER, Role.AGENT, Role.SERVICE};
  private static final String TITLE = "[A-Za-z0-9][A-Za-z0-9._:-]{0,63}";

  private final ServicesDatabase database;
  private final Purchases purchases;

  /** Wanted: a title. */
  public record Wanted(
      @NotNull @Pattern(regexp = TITLE) String title,
      @NotNull @Pattern(regexp = "rent|buy") String kind,
      @JsonPropertyDescription("Where it is paid for; ISO 3166-1 alpha-2.")
          @NotNull
          @Pattern(regexp = "[A-Z]{2}")
          String country,
      @JsonPropertyDescription("For whom; a viewer need not say.") @Nullable UUID person,
      @JsonPropertyDescription(
              "That it may be paid at once though it cannot be played yet, if there is no other"
                  + " way; given back if it is withdrawn before.")
          @Nullable Boolean payNow) {}

  /** What a title costs somewhere. */
  public record Cost(
      @NotNull @Pattern(regexp = "[A-Z]{2}") String country,
      @NotNull @Pattern(regexp = "rent|buy") String kind,
      @NotNull @Pattern(regexp = "[A-Z]{3}") String currency,
      @JsonPropertyDescription("Tax included.") @NotNull @Pattern(regexp = "\\d{1,9}(\\.\\d{1,4})?")
          String amount,
      @JsonPropertyDescription("Of the amount without tax.")
          @NotNull
          @Pattern(regexp = "\\d{1,2}(\\.\\d{1,3})?")
          String taxPercent,
      @JsonPropertyDescription("From when it can be played; at once if not said.")
          @Nullable Instant available) {}

  /** What a title costs, everywhere. */
  public record Costs(List<Cost> items) {}

  /**
   * A purchase as callers see it.
   *
   * @param state ordered, paid, failed or revoked
   * @param until when it ends, or must have begun; absent if it never does
   */
  public record View(
      UUID id,
      UUID person,
      String title,
      String kind,
      String country,
      Money amount,
      String state,
      Instant ordered,
      Instant available,
      Optional<Instant> until) {
    private static View of(Purchase p) {
      return new View(
          p.id(),
          p.person(),
          p.title(),
          p.kind().text(),
          p.country(),
          p.amount(),
          p.state().text(),
          p.ordered(),
          p.available(),
          p.until());
    }
  }

  /** A person's purchases, the newest first. */
  public record All(List<View> items) {}

  /**
   * Whether a person may play a title they paid for by itself.
   *
   * @param state owned, rented, to_begin or none
   * @param until when that ends; absent if it does not
   */
  public record Entitlement(
      UUID person, String title, String state, Optional<UUID> purchase, Optional<Instant> until) {}

  /** Answers from there. */
  public PurchaseRoutes(ServicesDatabase database, Purchases purchases) {
    this.database = database;
    this.purchases = purchases;
  }

  @Override
  public String system() {
    return "S5.2";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.put("/v1/titles/{title}/prices", "Sets what a title costs somewhere.")
            .may(Role.OPERATOR)
            .takes(
                Cost.class,
                "{\"country\":\"US\",\"kind\":\"rent\",\"currency\":\"USD\",\"amount\":\"3.99\","
                    + "\"taxPercent\":\"0\"}")
            .gives(Cost.class)
            .write(this::price),
        Endpoint.get("/v1/titles/{title}/prices", "What a title costs.")
            .may(Role.VIEWER, Role.AGENT, Role.OPERATOR, Role.SERVICE)
            .gives(Costs.class)
            .read(this::prices),
        Endpoint.post("/v1/purchases", "Buys or rents a title.")
            .may(Role.VIEWER, Role.SERVICE)
            .takes(Wanted.class, "{\"title\":\"t1\",\"kind\":\"rent\",\"country\":\"US\"}")
            .gives(201, View.class)
            .write(this::order),
        Endpoint.get("/v1/purchases", "What a person has bought and rented.")
            .may(THEIRS)
            .filter("person", "Whose; a viewer need not say.")
            .gives(All.class)
            .read(this::all),
        Endpoint.get(IN, "A purchase.").may(THEIRS).gives(View.class).read(this::one),
        Endpoint.post(IN + "/play", "Takes note that it is played.")
            .may(THEIRS)
            .gives(View.class)
            .write((request, tx) -> Answer.ok(View.of(purchases.play(tx, theirs(request, tx))))),
        Endpoint.post(IN + "/withdraw", "Gives back what was never played.")
            .may(THEIRS)
            .gives(View.class)
            .write(
                (request, tx) -> Answer.ok(View.of(purchases.withdraw(tx, theirs(request, tx))))),
        Endpoint.get(
                "/v1/people/{person}/titles/{title}/entitlement",
                "Whether a person may play a title they paid for by itself.")
            .may(THEIRS)
            .gives(Entitlement.class)
            .read(this::entitlement));
  }

  private Answer price(Request request, Handle tx) {
    Cost cost = request.body(Cost.class);
    PurchaseStore.set(
        tx,
        new Purchase.Price(
            title(request),
            cost.country(),
            kind(cost.kind()),
            amount(cost),
            new BigDecimal(cost.taxPercent()),
            Optional.ofNullable(cost.available())));
    return Answer.ok(cost);
  }

  private static Money amount(Cost cost) {
    try {
      CurrencyUnit currency = CurrencyUnit.of(cost.currency());
      BigDecimal amount = new BigDecimal(cost.amount());
      if (amount.signum() == 0
          || amount.stripTrailingZeros().scale() > currency.getDecimalPlaces()) {
        throw Refusal.bad("amount", "must be an amount of " + currency);
      }
      return Money.of(currency, amount, RoundingMode.UNNECESSARY);
    } catch (IllegalCurrencyException e) {
      throw Refusal.bad("currency", "is none");
    }
  }

  private Answer prices(Request request) {
    String title = title(request);
    return Answer.ok(
        new Costs(
            database.read(handle -> PurchaseStore.prices(handle, title)).stream()
                .map(
                    price ->
                        new Cost(
                            price.country(),
                            price.kind().text(),
                            price.amount().getCurrencyUnit().getCode(),
                            price.amount().getAmount().toPlainString(),
                            price.taxPercent().toPlainString(),
                            price.available().orElse(null)))
                .toList()));
  }

  private Answer order(Request request, Handle tx) {
    Wanted wanted = request.body(Wanted.class);
    UUID person = request.person(Optional.ofNullable(wanted.person()));
    Purchase ordered =
        purchases.order(
            tx,
            person,
            wanted.title(),
            kind(wanted.kind()),
            wanted.country(),
            Boolean.TRUE.equals(wanted.payNow()));
    return Answer.created("/v1/purchases/" + ordered.id(), View.of(ordered));
  }

  private Answer all(Request request) {
    UUID person = request.person(request.query("person").map(PurchaseRoutes::uuid));
    return Answer.ok(
        new All(
            database.read(handle -> PurchaseStore.of(handle, person, MOST)).stream()
                .map(View::of)
                .toList()));
  }

  private Answer one(Request request) {
    UUID id = request.id("id");
    return Answer.ok(
        View.of(mine(request, database.read(handle -> PurchaseStore.find(handle, id)))));
  }

  private Answer entitlement(Request request) {
    UUID person = request.person(Optional.of(request.id("person")));
    String title = title(request);
    Instant now = purchases.now();
    return Answer.ok(
        database.read(handle -> PurchaseStore.of(handle, person, title)).stream()
            .filter(purchase -> purchase.entitles(now))
            .findFirst()
            .map(
                p ->
                    new Entitlement(
                        person,
                        title,
                        p.kind() == Purchase.Kind.BUY
                            ? "owned"
                            : p.begun().isPresent() ? "rented" : "to_begin",
                        Optional.of(p.id()),
                        p.until()))
            .orElseGet(
                () -> new Entitlement(person, title, "none", Optional.empty(), Optional.empty())));
  }

  private static Purchase theirs(Request request, Handle tx) {
    return mine(request, PurchaseStore.locked(tx, request.id("id")));
  }

  private static Purchase mine(Request request, Optional<Purchase> found) {
    return found
        .filter(purchase -> request.mayKnow(purchase.person()))
        .orElseThrow(() -> Refusal.missing("there is no such purchase"));
  }

  private static String title(Request request) {
    String title = request.path("title");
    if (!title.matches(TITLE)) {
      throw Refusal.bad("title", "is no id of a title");
    }
    return title;
  }

  private static Purchase.Kind kind(String text) {
    return Purchase.Kind.valueOf(text.toUpperCase(Locale.ROOT));
  }

  private static UUID uuid(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw Refusal.bad("person", "must be a UUID");
    }
  }
}
