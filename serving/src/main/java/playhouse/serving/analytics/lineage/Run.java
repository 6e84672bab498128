package playhouse.serving.analytics.lineage;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.apache.iceberg.data.Record;

/**
 * A run of a batch job that went well.
 *
 * @param finished when it ended
 * @param inputs what it read
 * @param outputs what it left, of what it changed
 */
record Run(
    String job, String runId, Instant finished, List<Dataset> inputs, List<Dataset> outputs) {
  /** Columns that it is read from and found by. */
  static final List<String> COLUMNS =
      List.of("event_time", "event_type", "run_id", "job", "inputs", "outputs");

  static Run of(Record row) {
    return new Run(
        (String) row.getField("job"),
        (String) row.getField("run_id"),
        ((OffsetDateTime) row.getField("event_time")).toInstant(),
        datasets(row.getField("inputs")),
        datasets(row.getField("outputs")));
  }

  @SuppressWarnings("unchecked")
  private static List<Dataset> datasets(Object column) {
    return ((List<Record>) column)
        .stream()
            .map(one -> new Dataset((String) one.getField("name"), (Long) one.getField("snapshot")))
            .toList();
  }
}
