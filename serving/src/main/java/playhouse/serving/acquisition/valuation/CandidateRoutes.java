package playhouse.serving.acquisition.valuation;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.joda.money.Money;
import playhouse.contracts.Role;
import playhouse.serving.platform.Json;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** Values of titles that might be bought, over HTTP. */
public final class CandidateRoutes implements Routes {
  private final ServicesDatabase database;
  private final NightlyValuations nightly;
  private final Clock clock;

  /** What somebody says it is worth instead, and why. */
  public record Said(
      @JsonPropertyDescription("What it is worth.")
          @NotNull
          @DecimalMin("0")
          @DecimalMax("1000000000000")
          BigDecimal amount,
      @NotNull @Pattern(regexp = "[A-Z]{3}") String currency,
      @NotNull @Size(min = 10, max = 2_000) String reason) {}

  /** What was said instead; the newest stands. */
  public record Instead(Money value, String reason, String who, Instant at) {}

  /**
   * A candidate with what it is worth.
   *
   * @param candidate as it was told
   * @param result as it was computed, which stays
   */
  public record View(
      UUID id,
      JsonNode candidate,
      JsonNode result,
      Optional<Instead> overridden,
      String who,
      Instant at) {}

  /** Of that database. */
  public CandidateRoutes(ServicesDatabase database, NightlyValuations nightly, Clock clock) {
    this.database = database;
    this.nightly = nightly;
    this.clock = clock;
  }

  @Override
  public String system() {
    return ValuationRoutes.SYSTEM;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post("/v1/valuations", "Values a title that might be bought.")
            .may(Role.ANALYST, Role.OPERATOR)
            .takes(
                Candidate.class,
                "{\"name\":\"The long night\",\"kind\":\"film\",\"genres\":[\"Drama\"],"
                    + "\"releasedYear\":2026,\"runtimeMillis\":6300000,\"language\":\"en\","
                    + "\"exclusive\":true,\"fee\":25000,\"currency\":\"USD\"}")
            .gives(201, View.class)
            .writeAfter(this::value),
        Endpoint.get("/v1/valuations/{id}", "What a candidate was valued at.")
            .may(Role.ANALYST, Role.OPERATOR)
            .gives(View.class)
            .read(this::find),
        Endpoint.put("/v1/valuations/{id}/override", "Says that it is worth something else.")
            .may(Role.ANALYST)
            .takes(
                Said.class,
                "{\"amount\":18000,\"currency\":\"USD\",\"reason\":\"Its sequel was withdrawn.\"}")
            .gives(View.class)
            .write(this::override));
  }

  /** The lake is read before the transaction, so that the database does not wait for it. */
  private Function<Handle, Answer> value(Request request) {
    Candidate candidate = request.body(Candidate.class);
    UUID id = UUID.randomUUID();
    NightlyValuations.Versioned model =
        nightly
            .model()
            .orElseThrow(() -> Refusal.unavailable("there is too little past to value by yet"));
    TitleValue value = Valuations.of(model, candidate, ValuationFacts.title(id));
    Instant now = now();
    return tx -> {
      ValuationStore.add(
          tx,
          new ValuationStore.Made(
              id,
              Json.text(candidate),
              Json.text(value),
              model.version(),
              request.caller().subject(),
              now));
      CurrencyUnit currency = value.value().expected().getCurrencyUnit();
      ValuationFacts.requested(tx, id, candidate, currency, now);
      ValuationFacts.computed(tx, id, value, now);
      return Answer.created("/v1/valuations/" + id, view(tx, id));
    };
  }

  private Answer find(Request request) {
    UUID id = request.id("id");
    return Answer.ok(database.read(handle -> view(handle, id)));
  }

  private Answer override(Request request, Handle tx) {
    UUID id = request.id("id");
    Said said = request.body(Said.class);
    if (!ValuationStore.lock(tx, id)) {
      throw missing();
    }
    Money amount = money(said);
    Instant now = now();
    long number =
        ValuationStore.override(
            tx,
            id,
            new ValuationStore.Said(amount, said.reason(), request.caller().subject(), now));
    ValuationFacts.overridden(tx, id, number, amount, now);
    return Answer.ok(view(tx, id));
  }

  private static Money money(Said said) {
    try {
      return Money.of(CurrencyUnit.of(said.currency()), said.amount());
    } catch (IllegalCurrencyException e) {
      throw Refusal.bad("currency", "must be one of ISO 4217");
    } catch (ArithmeticException e) {
      throw Refusal.bad("amount", "has more digits than its currency");
    }
  }

  private static View view(Handle handle, UUID id) {
    ValuationStore.Made made =
        ValuationStore.find(handle, id).orElseThrow(CandidateRoutes::missing);
    return new View(
        id,
        Json.tree(made.candidate()),
        Json.tree(made.result()),
        ValuationStore.overridden(handle, id)
            .map(said -> new Instead(said.amount(), said.reason(), said.who(), said.at())),
        made.who(),
        made.at());
  }

  private static Refusal missing() {
    return Refusal.missing("there is no such valuation");
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
