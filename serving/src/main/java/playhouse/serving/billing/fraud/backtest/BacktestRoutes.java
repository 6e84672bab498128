package playhouse.serving.billing.fraud.backtest;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.Role;
import playhouse.serving.billing.fraud.learning.ModelStore;
import playhouse.serving.billing.fraud.rules.Rule;
import playhouse.serving.billing.fraud.rules.RuleStore;
import playhouse.serving.billing.fraud.rules.Rules;
import playhouse.serving.platform.Json;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** Back-tests over HTTP. */
public final class BacktestRoutes implements Routes {
  /** Most that may wait. */
  private static final int MOST = 10;

  private final ServicesDatabase database;
  private final Rules rules;
  private final Clock clock;

  /** A rule to be tried. */
  public record Tried(
      @NotNull @Pattern(regexp = "[a-z][a-z0-9-]{1,39}") String code,
      @NotNull @Size(min = 1, max = 1_000) String expression,
      @NotNull @Pattern(regexp = "challenge|review|deny") String verdict) {}

  /** What is to be tried. */
  public record Wanted(
      @JsonPropertyDescription("Rules in place of the live ones; none for the live ones.")
          @NotNull
          @Size(max = 50)
          List<@NotNull @Valid Tried> rules,
      @JsonPropertyDescription("Version of a model; 0 for what was believed before any.") @Min(0)
          long model,
      @JsonPropertyDescription("How many days back.") @Min(1) @Max(400) int days) {}

  /**
   * What came of it.
   *
   * @param state waiting, done or failed
   * @param precision of what would be stopped, how much is fraud
   * @param recall of fraud, how much would be stopped
   */
  public record View(
      UUID id, String state, long model, double precision, double recall, Tally tally) {
    private static View of(BacktestStore.Backtest b) {
      return new View(
          b.id(),
          b.state(),
          b.model().orElse(0L),
          b.tally().precision(),
          b.tally().recall(),
          b.tally());
    }
  }

  /** Of that database. */
  public BacktestRoutes(ServicesDatabase database, Rules rules, Clock clock) {
    this.database = database;
    this.rules = rules;
    this.clock = clock;
  }

  @Override
  public String system() {
    return "S5.3";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post("/v1/fraud/backtests", "Judges past decisions again.")
            .may(Role.OPERATOR, Role.ANALYST)
            .takes(Wanted.class, "{\"rules\":[],\"model\":0,\"days\":30}")
            .gives(201, View.class)
            .write(this::begin),
        Endpoint.get("/v1/fraud/backtests/{id}", "What judging again came to.")
            .may(Role.OPERATOR, Role.ANALYST)
            .gives(View.class)
            .read(this::find));
  }

  private Answer begin(Request request, Handle tx) {
    Wanted wanted = request.body(Wanted.class);
    wanted.rules().forEach(rule -> rules.check(rule.expression()));
    if (wanted.model() != 0 && !ModelStore.has(tx, wanted.model())) {
      throw Refusal.bad("model", "is not one that there is");
    }
    if (BacktestStore.waiting(tx) >= MOST) {
      throw Refusal.conflict("too_many_backtests", "wait for those that are going on");
    }
    List<Tried> tried = wanted.rules().isEmpty() ? live(tx) : wanted.rules();
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    BacktestStore.Backtest begun =
        BacktestStore.add(
            tx,
            UUID.randomUUID(),
            Json.text(tried),
            wanted.model() == 0 ? Optional.empty() : Optional.of(wanted.model()),
            now.minus(Duration.ofDays(wanted.days())),
            request.caller().subject(),
            now);
    return Answer.created("/v1/fraud/backtests/" + begun.id(), View.of(begun));
  }

  private static List<Tried> live(Handle tx) {
    return RuleStore.newest(tx).stream()
        .filter(rule -> rule.mode() == Rule.Mode.LIVE)
        .map(
            rule ->
                new Tried(
                    rule.code(), rule.expression(), rule.verdict().name().toLowerCase(Locale.ROOT)))
        .toList();
  }

  private Answer find(Request request) {
    UUID id = request.id("id");
    return Answer.ok(
        View.of(
            database
                .read(handle -> BacktestStore.find(handle, id))
                .orElseThrow(() -> Refusal.missing("there is no such back-test"))));
  }
}
