package playhouse.batch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import playhouse.batch.lineage.Lineage;
import playhouse.contracts.lineage.LineageEvent;

/**
 * One run of one job, over.
 *
 * @param incremental true if it took up where the last had ended
 * @param outcome what it did; empty if it failed
 * @param failure why it failed
 */
record JobRun(
    String runId,
    String job,
    Instant started,
    Duration took,
    boolean incremental,
    Outcome outcome,
    Optional<String> failure) {

  /** Runs a job and writes the run down, whether it succeeds or not. */
  static JobRun of(Job job, Lake lake, Request request, InstantSource clock) {
    Instant started = clock.instant();
    Lineage lineage = new Lineage(lake, request.runId(), job.name());
    LineageEvent start = lineage.start(started);
    Outcome outcome;
    try {
      outcome = job.run(lake, request);
    } catch (Exception e) {
      // Spark throws its checked exceptions undeclared.
      Outcome none = Outcome.of(Map.of(), 0, "");
      try {
        lineage.fail(start, clock.instant(), e.toString());
        record(job, lake, request, started, clock.instant(), none, Optional.of(e.toString()));
      } catch (RuntimeException unwritten) {
        e.addSuppressed(unwritten);
      }
      throw e;
    }
    Instant finished = clock.instant();
    lineage.complete(start, finished, outcome.inputs());
    return record(job, lake, request, started, finished, outcome, Optional.empty());
  }

  private static JobRun record(
      Job job,
      Lake lake,
      Request request,
      Instant started,
      Instant finished,
      Outcome outcome,
      Optional<String> failure) {
    JobRun run =
        new JobRun(
            request.runId(),
            job.name(),
            started,
            Duration.between(started, finished),
            request.days().isEmpty(),
            outcome,
            failure);
    JobRuns.record(lake, run, finished);
    return run;
  }
}
