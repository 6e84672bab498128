package playhouse.batch.airflow;

import java.time.Duration;
import java.util.Optional;

/**
 * The operator that begins a run of a DAG, once however often it is executed, and waits for it if
 * it is to.
 *
 * @param patience how long to wait for the run's end; empty if not at all
 */
public record TriggerDagRun(AirflowApi airflow, DagRunOrder order, Optional<Duration> patience) {

  /**
   * Does it; the run as it is then.
   *
   * @throws AirflowFailure if Airflow refuses, or the wait is too long
   */
  public DagRun execute() {
    DagRun begun = airflow.begin(order);
    return patience
        .map(limit -> new WatchDagRun(airflow, begun.dag(), begun.runId(), limit).execute())
        .orElse(begun);
  }
}
