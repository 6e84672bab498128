package playhouse.batch;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expressions;

/** The record of every run, {@code ops.job_runs}, and where each job's next run takes up. */
final class JobRuns {
  private static final String TABLE = "ops.job_runs";
  private static final String SUCCEEDED = "succeeded";

  private JobRuns() {}

  /** The inputs of the job's last complete run; empty before the first. */
  static Map<String, Long> lastInputs(Lake lake, String job) {
    return new RecordTable(lake.iceberg(TABLE))
            .rows(
                Expressions.and(
                    Expressions.equal("job", job),
                    Expressions.equal("status", SUCCEEDED),
                    Expressions.equal("incremental", true)),
                "job",
                "status",
                "incremental",
                "finished_at",
                "run_id",
                "inputs")
            .stream()
            .max(JobRuns::inOrder)
            .map(JobRuns::inputs)
            .orElse(Map.of());
  }

  private static int inOrder(Record one, Record other) {
    int order =
        ((OffsetDateTime) one.getField("finished_at"))
            .compareTo((OffsetDateTime) other.getField("finished_at"));
    return order != 0
        ? order
        : ((String) one.getField("run_id")).compareTo((String) other.getField("run_id"));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Long> inputs(Record run) {
    return Map.copyOf((Map<String, Long>) run.getField("inputs"));
  }

  static void record(Lake lake, JobRun run, Instant finished) {
    RecordTable runs = new RecordTable(lake.iceberg(TABLE));
    Record row = runs.blank();
    row.setField("run_id", run.runId());
    row.setField("job", run.job());
    row.setField("started_at", run.started().atOffset(ZoneOffset.UTC));
    row.setField("finished_at", finished.atOffset(ZoneOffset.UTC));
    row.setField("status", run.failure().isPresent() ? "failed" : SUCCEEDED);
    row.setField("incremental", run.incremental());
    row.setField("inputs", run.outcome().inputs());
    row.setField("days", List.copyOf(run.outcome().days()));
    row.setField("written_rows", run.outcome().rows());
    row.setField("detail", run.failure().orElse(run.outcome().detail()));
    runs.add(List.of(row));
  }
}
