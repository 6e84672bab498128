package playhouse.serving.analytics.alerts;

import io.javalin.http.Context;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Role;
import playhouse.contracts.facts.AlertRaised;
import playhouse.serving.analytics.kpis.Definitions;
import playhouse.serving.analytics.kpis.Question;
import playhouse.serving.platform.Json;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Page;
import playhouse.serving.platform.http.Parameters;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.warehouse.Grain;
import playhouse.warehouse.Kpi;

/** Rules over KPIs and what they raised, over HTTP. */
public final class AlertRoutes implements Routes {
  private static final Set<String> LEVELS = Set.of("above", "below");
  private static final Set<String> CHANGES = Set.of("rises", "falls");
  private static final int MOST = 1_000;
  private static final int USUAL = 100;
  private static final int MOST_DIGITS = 30;

  private final Definitions definitions;
  private final Rules rules;
  private final RaisedAlerts raised;
  private final List<ZoneId> zones;

  /** Answers from these. */
  public AlertRoutes(
      Definitions definitions, Rules rules, RaisedAlerts raised, List<ZoneId> zones) {
    this.definitions = definitions;
    this.rules = rules;
    this.raised = raised;
    this.zones = List.copyOf(zones);
  }

  @Override
  public String system() {
    return "S9.2";
  }

  /**
   * A rule that is wanted; which direction and number it needs depends on its kind.
   *
   * @param level that a threshold is at
   * @param percent of a change
   */
  record Wanted(
      @NotBlank @Size(max = 64) String kpi,
      @NotBlank @Size(max = 64) String measure,
      @Nullable @Size(max = 64) String grain,
      @Nullable @Size(max = 64) String zone,
      @Nullable @Size(max = 256) String by,
      @NotBlank @Size(max = 64) String kind,
      @Nullable @Size(max = 64) String direction,
      @Nullable BigDecimal level,
      @Nullable BigDecimal percent) {}

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/alerts", "Rules that raise alerts.")
            .may(Role.ANALYST, Role.OPERATOR, Role.SERVICE)
            .filter("kpi", "Over this KPI only.")
            .filter("owner", "Of this owner only.")
            .pages(MOST, MOST)
            .raw(this::list),
        Endpoint.post("/v1/alerts", "Sets a rule over a KPI.")
            .may(Role.ANALYST, Role.OPERATOR, Role.SERVICE)
            .takes(
                Wanted.class,
                """
                {"kpi":"K6.1","measure":"p95","kind":"threshold","direction":"above","level":2500}
                """)
            .gives(201, ToldRule.class)
            .write(this::set),
        Endpoint.get("/v1/alerts/raised", "Alerts that were raised.")
            .may(Role.ANALYST, Role.OPERATOR, Role.SERVICE)
            .filter("kpi", "Of this KPI only.")
            .filter("rule", "Of this rule only.")
            .pages(MOST, USUAL)
            .raw(this::raised),
        Endpoint.delete("/v1/alerts/{id}", "Takes a rule of one's own away.")
            .may(Role.ANALYST, Role.OPERATOR, Role.SERVICE)
            .givesNothing()
            .write(this::delete));
  }

  private void list(Context http) {
    Optional<String> kpi = Parameters.text(http, "kpi").map(id -> definitions.find(id).id());
    Optional<String> owner = Parameters.text(http, "owner");
    List<Rule> wanted =
        rules.all().stream()
            .filter(rule -> kpi.isEmpty() || kpi.get().equals(rule.kpi()))
            .filter(rule -> owner.isEmpty() || owner.get().equals(rule.owner()))
            .toList();
    Json.answer(http, Page.of(http, wanted, rules::place, MOST, MOST).map(ToldRule::of));
  }

  private Answer set(Request request, Handle tx) {
    Rule rule = rule(request.body(Wanted.class), request.caller().owner());
    boolean isNew = rules.set(tx, rule);
    return Answer.of(isNew ? 201 : 200, ToldRule.of(rule)).then(() -> rules.keep(rule));
  }

  private Rule rule(Wanted wanted, String owner) {
    Kpi kpi = definitions.find(wanted.kpi());
    Grain grain =
        Optional.ofNullable(wanted.grain())
            .map(word -> Question.grain(word, kpi))
            .orElseGet(() -> Question.usual(kpi));
    String by = Question.by(Optional.ofNullable(wanted.by()).orElse(""), kpi);
    if (!by.isEmpty() && by.indexOf('=') < 0) {
      throw Refusal.bad("by", "must name one slice, such as " + by + "=…");
    }
    return Rule.of(
        owner,
        kpi.id(),
        Question.measure(wanted.measure(), kpi),
        Question.zone(Optional.ofNullable(wanted.zone()).orElse(zones.get(0).getId()), zones),
        grain,
        by,
        condition(wanted));
  }

  private Answer delete(Request request, Handle tx) {
    String id = request.path("id");
    rules.delete(tx, id, request.caller().owner());
    return Answer.done().then(() -> rules.forget(id));
  }

  private void raised(Context http) {
    Optional<String> kpi = Parameters.text(http, "kpi").map(id -> definitions.find(id).id());
    Optional<String> rule = Parameters.text(http, "rule");
    List<AlertRaised> found =
        raised.find(
            alert ->
                (kpi.isEmpty() || kpi.get().equals(alert.getKpi()))
                    && (rule.isEmpty() || rule.get().equals(alert.getRule())));
    Json.answer(http, Page.of(http, found, RaisedAlerts::place, MOST, USUAL).map(ToldAlert::of));
  }

  private static Condition condition(Wanted wanted) {
    return switch (wanted.kind()) {
      case "threshold" ->
          written(
              direction(wanted, LEVELS) + " " + number(wanted.level(), "level").toPlainString(),
              "level");
      case "change" ->
          written(
              direction(wanted, CHANGES)
                  + " "
                  + number(wanted.percent(), "percent").toPlainString()
                  + "%",
              "percent");
      case "anomaly" -> new Condition.Anomaly();
      default -> throw Refusal.bad("kind", "must be one of anomaly, change, threshold");
    };
  }

  private static Condition written(String text, String field) {
    return Condition.parse(text)
        .orElseThrow(() -> Refusal.bad(field, "is out of range, negative or too exact"));
  }

  private static String direction(Wanted wanted, Set<String> words) {
    String word = wanted.direction();
    if (word == null || !words.contains(word)) {
      throw Refusal.bad(
          "direction",
          "must be a text, one of " + String.join(", ", words.stream().sorted().toList()));
    }
    return word;
  }

  private static BigDecimal number(@Nullable BigDecimal value, String field) {
    // Before it is written out: an exponent is short, its zeros are not.
    if (value == null || Math.abs(value.doubleValue()) > 1e18 || value.scale() > MOST_DIGITS) {
      throw Refusal.bad(field, "must be a number that is not too large or too exact");
    }
    BigDecimal number = value.stripTrailingZeros();
    return number.scale() < 0 ? number.setScale(0) : number;
  }
}
