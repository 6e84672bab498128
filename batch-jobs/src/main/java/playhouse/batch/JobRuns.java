package playhouse.batch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;

/** The record of every run, {@code ops.job_runs}, and where each job's next run takes up. */
final class JobRuns {
  private static final String TABLE = "ops.job_runs";

  private JobRuns() {}

  /** The inputs of the job's last complete run; empty before the first. */
  static Map<String, Long> lastInputs(Lake lake, String job) {
    List<Row> last =
        lake.table(TABLE)
            .where(functions.col("job").equalTo(job))
            .where("status = 'succeeded' AND incremental")
            .orderBy(functions.col("finished_at").desc(), functions.col("run_id").desc())
            .select("inputs")
            .limit(1)
            .collectAsList();
    return last.isEmpty() ? Map.of() : Map.copyOf(last.get(0).getJavaMap(0));
  }

  static void record(Lake lake, JobRun run, Instant finished) {
    Row row =
        RowFactory.create(
            run.runId(),
            run.job(),
            run.started(),
            finished,
            run.failure().isPresent() ? "failed" : "succeeded",
            run.incremental(),
            scala.jdk.javaapi.CollectionConverters.asScala(run.outcome().inputs()),
            new ArrayList<>(run.outcome().days()).toArray(),
            run.outcome().rows(),
            run.failure().orElse(run.outcome().detail()));
    Lake.append(lake.spark().createDataFrame(List.of(row), lake.table(TABLE).schema()), TABLE);
  }
}
