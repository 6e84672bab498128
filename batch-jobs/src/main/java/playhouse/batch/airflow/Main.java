package playhouse.batch.airflow;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;

/** The operators from a shell: begins or watches a run, and tells of it in a line of JSON. */
public final class Main {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String USAGE =
      """
      usage: trigger DAG [--logical-date T] [--conf JSON] [--key K] [--note N] [--wait PT1H]
             watch DAG RUN [--wait PT1H]""";

  private Main() {}

  /**
   * Ends with 0 if the run is not known to have failed, 1 if it has or Airflow refuses, 2 if not
   * understood.
   */
  public static void main(String[] line) throws IOException {
    System.exit(run(Settings.load(), line));
  }

  private static int run(Settings settings, String[] line) throws IOException {
    Deque<String> words = new ArrayDeque<>();
    Map<String, String> options = new HashMap<>();
    Deque<String> rest = new ArrayDeque<>(List.of(line));
    while (!rest.isEmpty()) {
      String word = rest.pop();
      if (word.startsWith("--") && !rest.isEmpty()) {
        options.put(word, rest.pop());
      } else {
        words.add(word);
      }
    }
    try {
      DagRun run = execute(api(settings), words, options);
      System.out.println(
          JSON.writeValueAsString(
              Map.of("dag", run.dag(), "run", run.runId(), "state", run.state())));
      return run.state().equals("failed") ? 1 : 0;
    } catch (AirflowFailure e) {
      System.err.println(e.getMessage());
      return 1;
    } catch (IllegalArgumentException | DateTimeException e) {
      System.err.println(e.getMessage() + "\n" + USAGE);
      return 2;
    }
  }

  private static DagRun execute(AirflowApi api, Deque<String> words, Map<String, String> options) {
    Optional<Duration> patience = Optional.ofNullable(options.get("--wait")).map(Duration::parse);
    String verb = next(words, "trigger or watch?");
    String dag = next(words, "which DAG?");
    return switch (verb) {
      case "trigger" -> new TriggerDagRun(api, order(dag, options), patience).execute();
      case "watch" ->
          new WatchDagRun(api, dag, next(words, "which run?"), patience.orElse(Duration.ofHours(1)))
              .execute();
      default -> throw new IllegalArgumentException("trigger or watch, not " + verb);
    };
  }

  private static DagRunOrder order(String dag, Map<String, String> options) {
    DagRunOrder order =
        DagRunOrder.of(
            dag,
            Optional.ofNullable(options.get("--logical-date")).map(Instant::parse),
            conf(options.getOrDefault("--conf", "{}")),
            options.getOrDefault("--note", ""));
    return Optional.ofNullable(options.get("--key")).map(order::named).orElse(order);
  }

  private static Map<String, Object> conf(String json) {
    try {
      return JSON.readValue(json, new TypeReference<Map<String, Object>>() {});
    } catch (IOException e) {
      throw new IllegalArgumentException("--conf is a JSON object, not " + json, e);
    }
  }

  private static String next(Deque<String> words, String question) {
    if (words.isEmpty()) {
      throw new IllegalArgumentException(question);
    }
    return words.pop();
  }

  private static AirflowApi api(Settings settings) throws IOException {
    JsonNode secrets = JSON.readTree(Path.of(settings.get(Setting.AIRFLOW_SECRETS)).toFile());
    return new AirflowApi(
        URI.create(settings.get(Setting.AIRFLOW_URL)),
        secrets.path("user").asText(),
        secrets.path("password").asText());
  }
}
