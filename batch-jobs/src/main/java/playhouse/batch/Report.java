package playhouse.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What is printed of jobs and runs: a line each, or JSON. */
final class Report {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Report() {}

  static String list(Jobs jobs, boolean json) {
    if (json) {
      return json(
          jobs.inOrder().stream()
              .map(job -> Map.of("name", job.name(), "purpose", job.purpose()))
              .toList());
    }
    return jobs.inOrder().stream()
        .map(job -> String.format(Locale.ROOT, "%-18s %s", job.name(), job.purpose()))
        .collect(Collectors.joining("\n"));
  }

  static String line(JobRun run) {
    return String.format(
        Locale.ROOT,
        "%-18s %6.1f s  %d rows, %d days%s",
        run.job(),
        run.took().toMillis() / 1000.0,
        run.outcome().rows(),
        run.outcome().days().size(),
        run.outcome().detail().isEmpty() ? "" : "  " + run.outcome().detail());
  }

  static String runs(List<JobRun> runs) {
    return json(runs.stream().map(Report::fields).toList());
  }

  static String run(JobRun run) {
    return json(fields(run));
  }

  private static Map<String, Object> fields(JobRun run) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("runId", run.runId());
    fields.put("job", run.job());
    fields.put("status", run.failure().isPresent() ? "failed" : "succeeded");
    fields.put("seconds", run.took().toMillis() / 1000.0);
    fields.put("days", run.outcome().days().stream().map(Object::toString).toList());
    fields.put("rows", run.outcome().rows());
    fields.put("inputs", run.outcome().inputs());
    fields.put("detail", run.outcome().detail());
    return fields;
  }

  static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write JSON", e);
    }
  }
}
