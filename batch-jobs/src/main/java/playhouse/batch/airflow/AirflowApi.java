package playhouse.batch.airflow;

import com.fasterxml.jackson.core.JsonProcessingException;
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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Airflow's REST API v2, asked with a token that is got for a name and a password and got anew when
 * it has ended. Whatever is asked may be asked twice, and is where Airflow is not well.
 */
public final class AirflowApi {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int ATTEMPTS = 5;

  /** Airflow's server loses the body of a request that offers to go on in HTTP/2. */
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(LIMIT).build();

  private final URI root;
  private final Map<String, String> credentials;
  private Optional<String> token = Optional.empty();

  /** Asks nothing yet. */
  public AirflowApi(URI root, String user, String password) {
    this.root = root;
    this.credentials = Map.of("username", user, "password", password);
  }

  /**
   * Begins a run, or finds the one that this order is already.
   *
   * @throws AirflowFailure with status 409 if its id or its logical date is that of another
   */
  public synchronized DagRun begin(DagRunOrder order) {
    String path = "/api/v2/dags/" + encoded(order.dag()) + "/dagRuns";
    HttpResponse<String> answer = send("POST", path, Optional.of(order.body()));
    if (answer.statusCode() != 409) {
      return DagRun.of(good(answer));
    }
    Optional<DagRun> there = find(order.dag(), order.runId());
    DagRun run =
        there.orElseThrow(
            () -> new AirflowFailure(409, "another run of " + order.dag() + " has that date"));
    boolean same =
        run.conf().equals(JSON.valueToTree(order.conf()))
            && run.logicalDate().equals(order.logicalDate());
    if (!same) {
      throw new AirflowFailure(
          409, order.runId() + " is there with another conf or date: " + run.conf());
    }
    return run;
  }

  /** A run; empty if there is none. */
  public synchronized Optional<DagRun> find(String dag, String runId) {
    String path = "/api/v2/dags/" + encoded(dag) + "/dagRuns/" + encoded(runId);
    HttpResponse<String> answer = send("GET", path, Optional.empty());
    return answer.statusCode() == 404 ? Optional.empty() : Optional.of(DagRun.of(good(answer)));
  }

  private static JsonNode good(HttpResponse<String> answer) {
    if (answer.statusCode() / 100 != 2) {
      throw new AirflowFailure(
          answer.statusCode(),
          answer.request().uri() + " answers " + answer.statusCode() + ": " + answer.body());
    }
    try {
      return JSON.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new AirflowFailure("Airflow answers what is no JSON: " + answer.body(), e);
    }
  }

  /** Logs in again once, if the token is refused. */
  private HttpResponse<String> send(String method, String path, Optional<Object> body) {
    HttpResponse<String> answer = patiently(method, path, body, true);
    if (answer.statusCode() == 401) {
      token = Optional.empty();
      answer = patiently(method, path, body, true);
    }
    return answer;
  }

  private HttpResponse<String> patiently(
      String method, String path, Optional<Object> body, boolean authorised) {
    for (int attempt = 1; ; attempt++) {
      try {
        HttpResponse<String> answer = once(method, path, body, authorised);
        if (attempt == ATTEMPTS || (answer.statusCode() < 500 && answer.statusCode() != 429)) {
          return answer;
        }
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          throw new AirflowFailure("Airflow cannot be reached at " + root + ": " + e, e);
        }
      }
      LockSupport.parkNanos(PAUSE.multipliedBy(attempt).toNanos());
    }
  }

  private HttpResponse<String> once(
      String method, String path, Optional<Object> body, boolean authorised) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(root.resolve(path))
            .timeout(LIMIT)
            .header("Content-Type", "application/json")
            .method(
                method,
                body.isPresent()
                    ? HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body.get()))
                    : HttpRequest.BodyPublishers.noBody());
    if (authorised) {
      request.header("Authorization", "Bearer " + token());
    }
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AirflowFailure("interrupted", e);
    }
  }

  private String token() {
    if (token.isEmpty()) {
      JsonNode answer =
          good(patiently("POST", "/auth/token", Optional.of((Object) credentials), false));
      token = Optional.of(answer.path("access_token").asText());
    }
    return token.get();
  }

  private static String encoded(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
