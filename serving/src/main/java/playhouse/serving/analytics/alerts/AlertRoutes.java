package playhouse.serving.analytics.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import playhouse.contracts.Role;
import playhouse.contracts.facts.AlertRaised;
import playhouse.serving.analytics.kpis.Definitions;
import playhouse.serving.analytics.kpis.Question;
import playhouse.serving.platform.Json;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Gate;
import playhouse.serving.platform.http.Parameters;
import playhouse.serving.platform.http.Routes;
import playhouse.warehouse.Grain;
import playhouse.warehouse.Kpi;

/** Rules over KPIs and what they raised, over HTTP. */
public final class AlertRoutes implements Routes {
  private static final Set<String> LEVELS = Set.of("above", "below");
  private static final Set<String> CHANGES = Set.of("rises", "falls");
  private static final int MOST = 1_000;

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

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/alerts", "Rules that raise alerts.")
            .may(Role.ANALYST, Role.OPERATOR, Role.SERVICE)
            .raw(this::list),
        Endpoint.post("/v1/alerts", "Sets a rule over a KPI.")
            .may(Role.ANALYST, Role.OPERATOR, Role.SERVICE)
            .raw(this::set),
        Endpoint.get("/v1/alerts/raised", "Alerts that were raised.")
            .may(Role.ANALYST, Role.OPERATOR, Role.SERVICE)
            .raw(this::raised),
        Endpoint.delete("/v1/alerts/{id}", "Takes a rule of one's own away.")
            .may(Role.ANALYST, Role.OPERATOR, Role.SERVICE)
            .givesNothing()
            .raw(this::delete));
  }

  private void list(Context http) {
    Json.answer(http, Map.of("items", rules.all().stream().map(ToldRule::of).toList()));
  }

  private void set(Context http) {
    String owner = Gate.caller(http).owner();
    JsonNode body = Json.body(http);
    Kpi kpi = definitions.find(Json.text(body, "kpi"));
    Grain grain =
        optional(body, "grain")
            .map(word -> Question.grain(word, kpi))
            .orElseGet(() -> Question.usual(kpi));
    String by = Question.by(optional(body, "by").orElse(""), kpi);
    if (!by.isEmpty() && by.indexOf('=') < 0) {
      throw Refusal.bad("by", "must name one slice, such as " + by + "=…");
    }
    Rule rule =
        Rule.of(
            owner,
            kpi.id(),
            Question.measure(Json.text(body, "measure"), kpi),
            Question.zone(optional(body, "zone").orElse(zones.get(0).getId()), zones),
            grain,
            by,
            condition(body));
    http.status(rules.set(rule) ? 201 : 200);
    Json.answer(http, ToldRule.of(rule));
  }

  private void delete(Context http) {
    rules.delete(http.pathParam("id"), Gate.caller(http).owner());
    http.status(204);
  }

  private void raised(Context http) {
    Optional<String> kpi = Parameters.text(http, "kpi").map(id -> definitions.find(id).id());
    Optional<String> rule = Parameters.text(http, "rule");
    int limit = Parameters.number(http, "limit", 1, MOST, 100);
    List<AlertRaised> found =
        raised.find(
            alert ->
                (kpi.isEmpty() || kpi.get().equals(alert.getKpi()))
                    && (rule.isEmpty() || rule.get().equals(alert.getRule())),
            limit);
    Json.answer(http, Map.of("items", found.stream().map(ToldAlert::of).toList()));
  }

  private static Condition condition(JsonNode body) {
    return switch (Json.text(body, "kind")) {
      case "threshold" ->
          written(direction(body, LEVELS) + " " + number(body, "level").toPlainString(), "level");
      case "change" ->
          written(
              direction(body, CHANGES) + " " + number(body, "percent").toPlainString() + "%",
              "percent");
      case "anomaly" -> new Condition.Anomaly();
      default -> throw Refusal.bad("kind", "must be one of anomaly, change, threshold");
    };
  }

  private static Condition written(String text, String field) {
    return Condition.parse(text)
        .orElseThrow(() -> Refusal.bad(field, "is out of range, negative or too exact"));
  }

  private static String direction(JsonNode body, Set<String> words) {
    String word = Json.text(body, "direction");
    if (!words.contains(word)) {
      throw Refusal.bad(
          "direction", "must be one of " + String.join(", ", words.stream().sorted().toList()));
    }
    return word;
  }

  private static BigDecimal number(JsonNode body, String field) {
    JsonNode value = body.path(field);
    if (!value.isNumber() || Math.abs(value.doubleValue()) > 1e18) {
      throw Refusal.bad(field, "must be a number");
    }
    BigDecimal number = value.decimalValue().stripTrailingZeros();
    return number.scale() < 0 ? number.setScale(0) : number;
  }

  private static Optional<String> optional(JsonNode body, String field) {
    return body.hasNonNull(field) ? Optional.of(Json.text(body, field)) : Optional.empty();
  }
}
