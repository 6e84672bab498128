package playhouse.serving.analytics.alerts;

import playhouse.contracts.facts.AlertRaised;

/** A raised alert as JSON has it. */
record ToldAlert(
    String rule,
    String owner,
    String kpi,
    String measure,
    String zone,
    String grain,
    String by,
    String started,
    String condition,
    double value,
    String why,
    int version,
    String snapshot,
    String run_id,
    String raised) {
  static ToldAlert of(AlertRaised alert) {
    return new ToldAlert(
        alert.getRule(),
        alert.getOwner(),
        alert.getKpi(),
        alert.getMeasure(),
        alert.getZone(),
        alert.getGrain(),
        alert.getBy(),
        alert.getStarted().toString(),
        alert.getCondition(),
        alert.getValue(),
        alert.getWhy(),
        alert.getVersion(),
        Long.toString(alert.getSnapshot()),
        alert.getRunId(),
        alert.getRaised().toString());
  }
}
