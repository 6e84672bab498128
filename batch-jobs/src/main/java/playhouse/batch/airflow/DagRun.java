package playhouse.batch.airflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * A run of a DAG as Airflow has it.
 *
 * @param state queued, running, success or failed
 */
public record DagRun(
    String dag, String runId, String state, Optional<Instant> logicalDate, JsonNode conf) {

  static DagRun of(JsonNode answer) {
    JsonNode date = answer.path("logical_date");
    return new DagRun(
        answer.path("dag_id").asText(),
        answer.path("dag_run_id").asText(),
        answer.path("state").asText(),
        date.isTextual()
            ? Optional.of(OffsetDateTime.parse(date.asText()).toInstant())
            : Optional.empty(),
        answer.path("conf"));
  }

  /** Whether nothing more happens to it by itself. */
  public boolean over() {
    return state.equals("success") || state.equals("failed");
  }
}
