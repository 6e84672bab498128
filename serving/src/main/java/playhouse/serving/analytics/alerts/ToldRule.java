package playhouse.serving.analytics.alerts;

/** A rule as JSON has it. */
record ToldRule(
    String id,
    String owner,
    String kpi,
    String measure,
    String zone,
    String grain,
    String by,
    String condition) {
  static ToldRule of(Rule rule) {
    return new ToldRule(
        rule.id(),
        rule.owner(),
        rule.kpi(),
        rule.measure(),
        rule.zone(),
        rule.grain().word(),
        rule.by(),
        rule.condition().text());
  }
}
