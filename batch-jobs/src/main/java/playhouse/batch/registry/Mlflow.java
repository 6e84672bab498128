package playhouse.batch.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;

/**
 * An MLflow server that is told of each version that is registered, over its REST API 2.0. What
 * goes wrong there is logged and harms nothing here.
 *
 * @param url of the server, without a slash at its end
 */
record Mlflow(String url) {
  private static final Logger LOG = LoggerFactory.getLogger(Mlflow.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String EXPERIMENT = "playhouse";
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final int MISSING = 404;

  /** MLflow takes so many metrics at once, and a value of a tag of so many letters. */
  private static final int MOST_METRICS = 1000;

  private static final int LONGEST_TAG = 5000;

  /** The one that is configured. */
  static Optional<Mlflow> of(Settings settings) {
    return settings.find(Setting.MLFLOW_URL).map(url -> new Mlflow(url.replaceFirst("/+$", "")));
  }

  /** A run of the experiment for the version, with its parameters, metrics and card. */
  void tell(Registered model) {
    try {
      HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();
      String run = create(http, model);
      for (Map<String, Object> batch : batches(run, model)) {
        post(http, "runs/log-batch", batch);
      }
      post(
          http,
          "runs/update",
          Map.of("run_id", run, "status", "FINISHED", "end_time", model.created().toEpochMilli()));
    } catch (IOException | RuntimeException e) {
      LOG.warn(
          "MLflow at {} ({}) was not told of {} {}: {}",
          url,
          Setting.MLFLOW_URL.key(),
          model.name(),
          model.version(),
          e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String create(HttpClient http, Registered model)
      throws IOException, InterruptedException {
    JsonNode made =
        post(
            http,
            "runs/create",
            Map.of(
                "experiment_id",
                experiment(http),
                "run_name",
                model.name() + " " + model.version(),
                "start_time",
                model.created().toEpochMilli()));
    return made.path("run").path("info").path("run_id").asText();
  }

  /** The id of the experiment; it is made if it is not there. */
  private String experiment(HttpClient http) throws IOException, InterruptedException {
    HttpResponse<String> found =
        http.send(
            request("experiments/get-by-name?experiment_name=" + encoded(EXPERIMENT)).build(),
            HttpResponse.BodyHandlers.ofString());
    if (found.statusCode() != MISSING) {
      return read(found).path("experiment").path("experiment_id").asText();
    }
    return post(http, "experiments/create", Map.of("name", EXPERIMENT))
        .path("experiment_id")
        .asText();
  }

  private static List<Map<String, Object>> batches(String run, Registered model) {
    List<Map<String, Object>> metrics = new ArrayList<>();
    new TreeMap<>(model.metrics())
        .forEach(
            (name, value) -> {
              if (Double.isFinite(value)) {
                metrics.add(
                    Map.of(
                        "key",
                        named(name),
                        "value",
                        value,
                        "timestamp",
                        model.created().toEpochMilli(),
                        "step",
                        0));
              }
            });
    Map<String, String> tags = new TreeMap<>();
    tags.put("model", model.name());
    tags.put("version", model.version());
    tags.put("sha256", model.sha256());
    tags.put("location", model.location());
    model
        .provenance()
        .ifPresent(
            came -> {
              tags.put("code", came.code());
              tags.put("as_of", came.asOf().toString());
              tags.put("mlflow.note.content", came.card());
            });
    Map<String, String> params = new TreeMap<>(model.parameters());
    params.put("seed", Long.toString(model.seed()));
    model.snapshots().forEach((table, at) -> params.put("snapshot." + table, Long.toString(at)));
    List<Map<String, Object>> batches = new ArrayList<>();
    batches.add(Map.of("run_id", run, "params", pairs(params), "tags", pairs(tags)));
    for (int from = 0; from < metrics.size(); from += MOST_METRICS) {
      batches.add(
          Map.of(
              "run_id",
              run,
              "metrics",
              metrics.subList(from, Math.min(metrics.size(), from + MOST_METRICS))));
    }
    return batches;
  }

  /** {@code auc[country=DE]} as MLflow takes it: {@code auc/country:DE}. */
  private static String named(String metric) {
    return metric
        .replace("[", "/")
        .replace("]", "")
        .replace("=", ":")
        .replaceAll("[^A-Za-z0-9_\\-. /:]", "_");
  }

  private static List<Map<String, String>> pairs(Map<String, String> named) {
    return named.entrySet().stream()
        .map(
            pair ->
                Map.of(
                    "key",
                    pair.getKey(),
                    "value",
                    pair.getValue().substring(0, Math.min(LONGEST_TAG, pair.getValue().length()))))
        .toList();
  }

  private JsonNode post(HttpClient http, String path, Map<String, Object> body)
      throws IOException, InterruptedException {
    HttpRequest asked =
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
            .build();
    return read(http.send(asked, HttpResponse.BodyHandlers.ofString()));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + "/api/2.0/mlflow/" + path)).timeout(ANSWER);
  }

  private static JsonNode read(HttpResponse<String> answer) throws IOException {
    if (answer.statusCode() != 200) {
      throw new IOException(
          answer.uri() + " answers " + answer.statusCode() + ": " + answer.body());
    }
    return JSON.readTree(answer.body());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
