package playhouse.serving.analytics.alerts;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.serving.analytics.kpis.KpiTable;
import playhouse.serving.platform.Refusal;

/** Looks for a new snapshot of the KPIs' table, and holds every rule against it once. */
public final class AlertWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AlertWatch.class);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  private final Rules rules;
  private final Evaluation evaluation;
  private final KpiTable table;
  private final BooleanSupplier mayBegin;
  private final Duration every;

  /** The snapshot that a rule was held against last, by the rule's id. */
  private final Map<String, Long> seen = new HashMap<>();

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::watch, "alerts");

  /**
   * Begins to look.
   *
   * @param mayBegin whether the rules, and what they raised before, are known
   */
  AlertWatch(
      Rules rules,
      Evaluation evaluation,
      KpiTable table,
      BooleanSupplier mayBegin,
      Duration every) {
    this.rules = rules;
    this.evaluation = evaluation;
    this.table = table;
    this.mayBegin = mayBegin;
    this.every = every;
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join(CLOSE_LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void watch() {
    try {
      while (!closed.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
        if (mayBegin.getAsBoolean()) {
          look();
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("No more alerts: we are stopping");
    }
  }

  private void look() {
    try {
      Optional<Long> snapshot = table.snapshot();
      if (snapshot.isPresent()) {
        evaluate(snapshot.get());
      }
    } catch (Refusal e) {
      LOG.debug("The KPIs' table is looked for again later: {}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.warn("Rules are held against the KPIs' table again later", e);
    }
  }

  private void evaluate(long snapshot) {
    List<Rule> all = rules.all();
    List<Rule> due =
        all.stream().filter(rule -> !Objects.equals(snapshot, seen.get(rule.id()))).toList();
    evaluation.readAhead(due);
    for (Rule rule : due) {
      if (closed.getCount() > 0) {
        evaluation.evaluate(rule);
        seen.put(rule.id(), snapshot);
      }
    }
    seen.keySet().retainAll(all.stream().map(Rule::id).collect(Collectors.toSet()));
  }
}
