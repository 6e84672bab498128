package playhouse.serving.identity.risk;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonRawValue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.Role;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.serving.identity.risk.appeals.AppealRoutes;
import playhouse.serving.identity.risk.appeals.Appeals;
import playhouse.serving.identity.risk.clues.Keyed;
import playhouse.serving.identity.risk.feedback.Label;
import playhouse.serving.identity.risk.feedback.Labels;
import playhouse.serving.identity.risk.feedback.Report;
import playhouse.serving.identity.risk.feedback.ReportStore;
import playhouse.serving.identity.risk.lists.ListRoutes;
import playhouse.serving.platform.Json;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Parameters;
import playhouse.serving.platform.http.Peers;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** The risk of sign-ups over HTTP: rules, judgements, labels and reports; lists and appeals. */
public final class RiskRoutes implements Routes {
  private static final String RULES = "/v1/sign-up/rules";
  private static final int USUAL_DAYS = 30;
  private static final int MOST_DAYS = 90;

  private final ServicesDatabase database;
  private final SignUpRisk risk;
  private final Appeals appeals;
  private final Clock clock;
  private final List<Routes> parts;

  /** A new version of the rules. */
  public record NewRules(
      @JsonPropertyDescription("Points of whoever nothing speaks against.")
          @NotNull
          @DecimalMin("-20")
          @DecimalMax("0")
          Double bias,
      @JsonPropertyDescription("Score from which on more is asked.")
          @NotNull
          @DecimalMin("0.01")
          @DecimalMax("1")
          Double stepUp,
      @JsonPropertyDescription("Score from which on it is refused.")
          @NotNull
          @DecimalMin("0.01")
          @DecimalMax("1")
          Double deny,
      @JsonPropertyDescription("Of each rule: [from how often on, how many points], …")
          @NotEmpty
          @Size(max = 50)
          Map<String, List<List<Double>>> rules) {}

  /** What is done with a version. */
  public record Mode(@NotNull @Pattern(regexp = "live|shadow|retired") String mode) {}

  /** A version of the rules. */
  public record RulesView(
      int version, String mode, @JsonRawValue String body, String author, Instant since) {
    private static RulesView of(RuleSetStore.Row row) {
      return new RulesView(row.version(), row.mode(), row.body(), row.author(), row.since());
    }
  }

  /** The newest first. */
  public record AllRules(List<RulesView> items) {}

  /** What somebody found. */
  public record NewLabel(
      @NotNull @Pattern(regexp = "good|abuse") String label,
      @NotBlank @Size(max = 500) String note) {}

  /** A label as it was given. */
  public record Given(UUID account, String label, String source) {}

  /** A judgement. */
  public record JudgementView(
      UUID id,
      UUID account,
      Instant at,
      String decision,
      String would,
      double score,
      @JsonRawValue String reasons) {}

  /** A report of each version. */
  public record Reports(List<Report> items) {}

  /**
   * Answers from there.
   *
   * @throws IllegalArgumentException if a setting is wrong
   */
  public RiskRoutes(ServicesDatabase database, SignUpRisk risk, Settings settings, Clock clock) {
    this.database = database;
    this.risk = risk;
    this.clock = clock;
    Keyed keyed = Keyed.of(Path.of(settings.get(Setting.RISK_SECRETS)));
    appeals = new Appeals(keyed, clock);
    parts =
        List.of(
            new AppealRoutes(database, appeals, Peers.of(settings)),
            new ListRoutes(database, keyed, clock));
  }

  /** Forgets what is long over; how much. For the clock. */
  public int forget(Handle tx) {
    return risk.forget(tx, clock.instant()) + appeals.forget(tx);
  }

  @Override
  public String system() {
    return "S4.4";
  }

  @Override
  public List<Endpoint> endpoints() {
    return Stream.concat(own().stream(), parts.stream().flatMap(part -> part.endpoints().stream()))
        .toList();
  }

  private List<Endpoint> own() {
    return List.of(
        Endpoint.get(RULES, "The versions of the rules that sign-ups are judged by.")
            .may(Role.OPERATOR, Role.MODERATOR, Role.ANALYST)
            .gives(AllRules.class)
            .read(this::rules),
        Endpoint.post(RULES, "Adds a version of the rules, in shadow mode.")
            .may(Role.OPERATOR)
            .takes(
                NewRules.class,
                "{\"bias\":-4,\"stepUp\":0.5,\"deny\":0.9,"
                    + "\"rules\":{\"disposable_domain\":[[1,5]]}}")
            .gives(201, RulesView.class)
            .write(this::add),
        Endpoint.post(RULES + "/{version}/mode", "Sets what is done with a version of the rules.")
            .may(Role.OPERATOR)
            .takes(Mode.class, "{\"mode\":\"shadow\"}")
            .gives(RulesView.class)
            .write(this::mode),
        Endpoint.get("/v1/sign-up/judgements/{id}", "How a sign-up was judged, and why.")
            .may(Role.AGENT, Role.MODERATOR)
            .gives(JudgementView.class)
            .read(this::judgement),
        Endpoint.post("/v1/sign-up/accounts/{account}/label", "Says what a sign-up was.")
            .may(Role.AGENT, Role.MODERATOR)
            .takes(NewLabel.class, "{\"label\":\"abuse\",\"note\":\"sold on a forum\"}")
            .gives(Given.class)
            .write(this::label),
        Endpoint.get("/v1/sign-up/report", "What each version would have done, against labels.")
            .may(Role.OPERATOR, Role.MODERATOR, Role.ANALYST)
            .filter("days", "How many days back; 30 if not given.")
            .gives(Reports.class)
            .read(this::report));
  }

  private Answer rules(Request request) {
    return Answer.ok(
        new AllRules(
            database.read(
                handle -> RuleSetStore.all(handle).stream().map(RulesView::of).toList())));
  }

  private Answer add(Request request, Handle tx) {
    String body = Json.text(request.body(NewRules.class));
    // Read as it will be, so that what cannot be judged by is refused now.
    RuleSet unused = RuleSet.of(0, true, body);
    int version = RuleSetStore.add(tx, body, request.caller().subject(), now());
    return Answer.created(RULES, RulesView.of(RuleSetStore.locked(tx, version).orElseThrow()));
  }

  private Answer mode(Request request, Handle tx) {
    int version = version(request.path("version"));
    RuleSetStore.mode(tx, version, request.body(Mode.class).mode(), now());
    if (RuleSetStore.judging(tx).isEmpty()) {
      throw Refusal.conflict("no_rules", "somebody must judge, if only in the shadow");
    }
    return Answer.ok(
        RulesView.of(
            RuleSetStore.locked(tx, version)
                .orElseThrow(() -> Refusal.missing("there is no such version"))));
  }

  private Answer judgement(Request request) {
    UUID id = request.id("id");
    return Answer.ok(
        database
            .read(handle -> JudgedStore.find(handle, id))
            .orElseThrow(() -> Refusal.missing("there is no such judgement")));
  }

  private Answer label(Request request, Handle tx) {
    NewLabel wanted = request.body(NewLabel.class);
    UUID account = request.id("account");
    Labels.give(
        tx,
        new Label(
            account, wanted.label(), "agent", request.caller().subject(), wanted.note(), now()));
    return Answer.ok(new Given(account, wanted.label(), "agent"));
  }

  private Answer report(Request request) {
    int days = Parameters.number(request.http(), "days", 1, MOST_DAYS, USUAL_DAYS);
    Instant until = now();
    return Answer.ok(
        new Reports(
            database.read(
                handle -> ReportStore.of(handle, until.minus(Duration.ofDays(days)), until))));
  }

  private static int version(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw Refusal.missing("there is no such version");
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
