package playhouse.serving.analytics.alerts;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import playhouse.serving.analytics.kpis.Definitions;
import playhouse.serving.analytics.kpis.KpiTable;
import playhouse.serving.platform.facts.FactLog;

/** Rules, what they raised, and who looks whether they hold. */
public final class Alerts implements AutoCloseable {
  private final Rules rules;
  private final RaisedAlerts raised;
  private final Evaluation evaluation;
  private final KpiTable table;
  private Optional<AlertWatch> watch = Optional.empty();

  /** Knows the rules of the definitions; the others come from their topic. */
  public Alerts(
      Definitions definitions, KpiTable table, List<ZoneId> zones, FactLog log, Clock clock) {
    this.rules = new Rules(Rule.ofDefinitions(definitions.all(), zones), clock);
    this.raised = new RaisedAlerts(log);
    this.evaluation = new Evaluation(table, raised, clock);
    this.table = table;
  }

  /** The rules there are. */
  public Rules rules() {
    return rules;
  }

  /** What they raised. */
  public RaisedAlerts raised() {
    return raised;
  }

  /** Begins to look, once it may. */
  public void watch(BooleanSupplier mayBegin, Duration every) {
    watch = Optional.of(new AlertWatch(rules, evaluation, table, mayBegin, every));
  }

  @Override
  public void close() {
    watch.ifPresent(AlertWatch::close);
  }
}
