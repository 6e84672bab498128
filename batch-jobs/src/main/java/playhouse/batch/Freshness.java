package playhouse.batch;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Whether a job that looks at its inputs as a whole has anything to do.
 *
 * @param inputs the snapshot of each input that is there now
 * @param upToDate true if the job's last run succeeded, saw the same, and was given no days
 */
public record Freshness(Map<String, Long> inputs, boolean upToDate) {

  /** Looks at tables as they are now. */
  public static Freshness of(Lake lake, Job job, List<String> tables) {
    Map<String, Long> now = new TreeMap<>();
    tables.forEach(table -> lake.snapshot(table).ifPresent(at -> now.put(table, at)));
    List<Row> last =
        lake.table("ops.job_runs")
            .where(functions.col("job").equalTo(job.name()))
            .orderBy(functions.col("finished_at").desc(), functions.col("run_id").desc())
            .selectExpr("status = 'succeeded' AND incremental", "inputs")
            .limit(1)
            .collectAsList();
    boolean same =
        !last.isEmpty()
            && last.get(0).getBoolean(0)
            && new TreeMap<>(last.get(0).<String, Long>getJavaMap(1)).equals(now);
    return new Freshness(now, same);
  }

  /** What a run that found nothing to do is remembered by. */
  public Outcome nothingNew() {
    return Outcome.of(inputs, 0, "nothing new");
  }
}
