package playhouse.serving.billing.fraud.rules;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.Role;
import playhouse.serving.billing.fraud.seen.Features;
import playhouse.serving.billing.payments.routing.Screening.Verdict;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** Rules over HTTP. A rule that is written or changed begins in the shadow. */
public final class RuleRoutes implements Routes {
  /** On how many of the newest decisions a new rule is tried. */
  private static final int TRIED = 1_000;

  private final ServicesDatabase database;
  private final Rules rules;
  private final Clock clock;

  /** A rule as callers see it. */
  public record View(
      long version,
      String code,
      String expression,
      String verdict,
      String mode,
      String who,
      Instant at) {
    private static View of(Rule rule) {
      return new View(
          rule.version(),
          rule.code(),
          rule.expression(),
          rule.verdict().name().toLowerCase(Locale.ROOT),
          rule.mode().text(),
          rule.who(),
          rule.at());
    }
  }

  /** The newest version of each. */
  public record All(List<View> items) {}

  /** A rule to be written. */
  public record Wanted(
      @NotNull @Pattern(regexp = "[a-z][a-z0-9-]{1,39}") String code,
      @JsonPropertyDescription("CEL over the features, such as methods_device_1h >= 3.0.")
          @NotNull
          @Size(min = 1, max = 1_000)
          String expression,
      @NotNull @Pattern(regexp = "challenge|review|deny") String verdict) {}

  /**
   * What was written.
   *
   * @param tried on how many past decisions
   * @param hits of how many of them it is true
   */
  public record Written(View rule, int tried, int hits) {}

  /** Whether a rule is to count. */
  public record Mode(@NotNull @Pattern(regexp = "shadow|live|off") String mode) {}

  /** Of that database. */
  public RuleRoutes(ServicesDatabase database, Rules rules, Clock clock) {
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
        Endpoint.get("/v1/fraud/rules", "The rules that payments are judged by.")
            .may(Role.OPERATOR, Role.ANALYST)
            .gives(All.class)
            .read(
                request ->
                    Answer.ok(
                        new All(database.read(RuleStore::newest).stream().map(View::of).toList()))),
        Endpoint.post("/v1/fraud/rules", "Writes a rule, which begins in the shadow.")
            .may(Role.OPERATOR)
            .takes(
                Wanted.class,
                "{\"code\":\"dear-and-new\",\"expression\":\"amount > 500.0 && known_hours < 1.0\","
                    + "\"verdict\":\"review\"}")
            .gives(Written.class)
            .write(this::write),
        Endpoint.put("/v1/fraud/rules/{code}/mode", "Has a rule count, or not.")
            .may(Role.OPERATOR)
            .takes(Mode.class, "{\"mode\":\"shadow\"}")
            .gives(View.class)
            .write(this::mode));
  }

  private Answer write(Request request, Handle tx) {
    Wanted wanted = request.body(Wanted.class);
    rules.check(wanted.expression());
    RuleStore.lock(tx);
    List<Features> recent = RuleStore.recent(tx, TRIED);
    long hits = recent.stream().filter(f -> rules.holds(wanted.expression(), f)).count();
    Rule rule =
        RuleStore.add(
            tx,
            new Rule(
                0,
                wanted.code(),
                wanted.expression(),
                Verdict.valueOf(wanted.verdict().toUpperCase(Locale.ROOT)),
                Rule.Mode.SHADOW,
                request.caller().subject(),
                clock.instant()));
    return Answer.ok(new Written(View.of(rule), recent.size(), (int) hits));
  }

  private Answer mode(Request request, Handle tx) {
    Mode wanted = request.body(Mode.class);
    RuleStore.lock(tx);
    Rule rule =
        RuleStore.newest(tx, request.path("code"))
            .orElseThrow(() -> Refusal.missing("there is no such rule"));
    return Answer.ok(
        View.of(
            RuleStore.add(
                tx,
                new Rule(
                    0,
                    rule.code(),
                    rule.expression(),
                    rule.verdict(),
                    Rule.Mode.valueOf(wanted.mode().toUpperCase(Locale.ROOT)),
                    request.caller().subject(),
                    clock.instant()))));
  }
}
