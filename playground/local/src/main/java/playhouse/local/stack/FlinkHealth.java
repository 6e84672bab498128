package playhouse.local.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Optional;

/** Flink works when every job that we expect runs with all of its tasks. */
public record FlinkHealth(HttpClient client, URI rest, List<String> jobs) implements Health {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public Optional<String> problem() {
    try {
      JsonNode overview =
          JSON.readTree(HttpHealth.get(client, rest.resolve("/jobs/overview")).body()).path("jobs");
      return jobs.stream()
          .filter(job -> !runs(overview, job))
          .findFirst()
          .map(job -> "job " + job + " is not running");
    } catch (IOException e) {
      return Optional.of("no answer at " + rest);
    }
  }

  private static boolean runs(JsonNode overview, String name) {
    for (JsonNode job : overview) {
      JsonNode tasks = job.path("tasks");
      if (job.path("name").asText().equals(name)
          && job.path("state").asText().equals("RUNNING")
          && tasks.path("running").asInt() == tasks.path("total").asInt()) {
        return true;
      }
    }
    return false;
  }
}
