package playhouse.serving.analytics.alerts;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import playhouse.contracts.facts.AlertRule;
import playhouse.serving.analytics.kpis.Definitions;
import playhouse.serving.analytics.kpis.Question;
import playhouse.warehouse.Grain;
import playhouse.warehouse.Kpi;

/**
 * A rule over one series of a KPI.
 *
 * @param id the same for the same rule of the same owner, so that it can be set twice
 * @param owner who is told
 * @param measure of the KPI
 * @param by slice; empty for the whole
 */
public record Rule(
    String id,
    String owner,
    String kpi,
    String measure,
    String zone,
    Grain grain,
    String by,
    Condition condition) {

  /** A rule that somebody sets. */
  static Rule of(
      String owner,
      String kpi,
      String measure,
      String zone,
      Grain grain,
      String by,
      Condition condition) {
    String whole = String.join("\n", owner, kpi, measure, zone, grain.word(), by, condition.text());
    String id = UUID.nameUUIDFromBytes(whole.getBytes(StandardCharsets.UTF_8)).toString();
    return new Rule(id, owner, kpi, measure, zone, grain, by, condition);
  }

  /** Those that the definitions come with, for every zone. */
  static List<Rule> ofDefinitions(Collection<Kpi> kpis, List<ZoneId> zones) {
    List<Rule> rules = new ArrayList<>();
    for (Kpi kpi : kpis) {
      for (String alert : Definitions.alerts(kpi)) {
        zones.forEach(zone -> rules.add(ofDefinition(kpi, alert, zone.getId())));
      }
    }
    return List.copyOf(rules);
  }

  /** One as a topic keeps it. */
  static Rule of(AlertRule kept) {
    return new Rule(
        kept.getId(),
        kept.getOwner(),
        kept.getKpi(),
        kept.getMeasure(),
        kept.getZone(),
        Grain.of(kept.getGrain()),
        kept.getBy(),
        Condition.parse(kept.getCondition())
            .orElseThrow(() -> new IllegalArgumentException(kept.getCondition())));
  }

  AlertRule kept(Instant created) {
    return AlertRule.newBuilder()
        .setId(id)
        .setOwner(owner)
        .setKpi(kpi)
        .setMeasure(measure)
        .setZone(zone)
        .setGrain(grain.word())
        .setBy(by)
        .setCondition(condition.text())
        .setCreated(created)
        .build();
  }

  private static Rule ofDefinition(Kpi kpi, String alert, String zone) {
    String[] parts = alert.split(" ", 2);
    Condition condition =
        Condition.parse(parts[parts.length - 1])
            .orElseThrow(() -> new IllegalArgumentException(kpi.id() + ": " + alert));
    return new Rule(
        kpi.id() + ":" + alert + ":" + zone,
        kpi.label().owner(),
        kpi.id(),
        Question.measure(parts[0], kpi),
        zone,
        Question.usual(kpi),
        "",
        condition);
  }
}
