package playhouse.serving.analytics.alerts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import playhouse.contracts.facts.AlertRaised;
import playhouse.serving.analytics.kpis.KpiTable;
import playhouse.serving.analytics.kpis.Page;
import playhouse.serving.analytics.kpis.Point;
import playhouse.serving.analytics.kpis.Question;
import playhouse.warehouse.Grain;

/** One rule held against the values there are: the newest periods that are over. */
final class Evaluation {
  /** Periods judged at each look: a night that was missed, or a correction, is still told. */
  private static final int JUDGED = 7;

  private static final int MOST_POINTS = 10_000;

  /** Facts are counted by it: the last one that has some is not over before its end. */
  private static final Duration QUARTER = Duration.ofMinutes(15);

  private final KpiTable table;
  private final RaisedAlerts raised;
  private final Clock clock;

  Evaluation(KpiTable table, RaisedAlerts raised, Clock clock) {
    this.table = table;
    this.raised = raised;
    this.clock = clock;
  }

  /** Reads what the rules will want, each grain's periods in one scan. */
  void readAhead(Collection<Rule> rules) {
    Map<Grain, Set<Question>> questions = new EnumMap<>(Grain.class);
    for (Rule rule : rules) {
      questions.computeIfAbsent(rule.grain(), grain -> new HashSet<>()).add(question(rule));
    }
    questions.values().forEach(together -> table.readAhead(together, MOST_POINTS));
  }

  private Question question(Rule rule) {
    LocalDate today = LocalDate.now(clock.withZone(ZoneId.of(rule.zone())));
    return new Question(
        rule.kpi(),
        // All of them, so that rules over others of the KPI's measures read no more.
        List.of(),
        rule.zone(),
        rule.grain(),
        today.minusDays(Periods.days(rule.grain())),
        today.plusDays(1),
        rule.by());
  }

  /** Raises what holds and was not raised before. */
  void evaluate(Rule rule) {
    Grain grain = rule.grain();
    Page page = table.read(question(rule), MOST_POINTS);
    Instant told = page.cutOff().map(start -> start.plus(QUARTER)).orElse(Instant.MIN);
    List<Point> series = new ArrayList<>(page.points());
    series.removeIf(
        point ->
            !point.measure().equals(rule.measure())
                || point.value().isEmpty()
                || Periods.end(point, grain, rule.zone()).isAfter(told));
    for (int at = Math.max(0, series.size() - JUDGED); at < series.size(); at++) {
      judge(rule, series, at, page.snapshot());
    }
  }

  private void judge(Rule rule, List<Point> series, int at, long snapshot) {
    Point point = series.get(at);
    if (raised.has(rule.id(), point.started())) {
      return;
    }
    Optional<String> why = rule.condition().why(series, at, rule.grain());
    why.ifPresent(reason -> raised.raise(alert(rule, point, reason, snapshot)));
  }

  private AlertRaised alert(Rule rule, Point point, String why, long snapshot) {
    return AlertRaised.newBuilder()
        .setRule(rule.id())
        .setOwner(rule.owner())
        .setKpi(rule.kpi())
        .setMeasure(rule.measure())
        .setZone(rule.zone())
        .setGrain(rule.grain().word())
        .setBy(rule.by())
        .setStarted(point.started())
        .setCondition(rule.condition().text())
        .setValue(point.value().orElseThrow())
        .setWhy(why)
        .setVersion(point.version())
        .setSnapshot(snapshot)
        .setRunId(point.runId())
        .setRaised(clock.instant())
        .build();
  }
}
