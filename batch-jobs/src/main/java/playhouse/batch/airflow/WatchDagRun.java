package playhouse.batch.airflow;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * The operator that waits until a run of a DAG is over, whoever began it.
 *
 * @param patience how long that may take
 */
public record WatchDagRun(AirflowApi airflow, String dag, String runId, Duration patience) {
  private static final Duration LOOK = Duration.ofSeconds(1);

  /**
   * Does it; the run, which has succeeded or failed.
   *
   * @throws AirflowFailure if there is no such run, or it takes too long; the run goes on
   */
  public DagRun execute() {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      DagRun run =
          airflow
              .find(dag, runId)
              .orElseThrow(() -> new AirflowFailure(404, dag + " has no run " + runId));
      if (run.over()) {
        return run;
      }
      if (System.nanoTime() > end) {
        throw new AirflowFailure(
            0, runId + " of " + dag + " is still " + run.state() + " after " + patience);
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }
}
