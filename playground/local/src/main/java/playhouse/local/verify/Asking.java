package playhouse.local.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import playhouse.local.process.LocalFailure;

/** Asks serving what its own description says that it can be asked. */
public record Asking(String url, HttpClient client) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LATER = Duration.ofSeconds(1);
  private static final int ATTEMPTS = 6;

  /** Stands for whatever a path names where nothing better is known. */
  private static final String SOMETHING = "7c0de0f1-0000-4000-8000-000000000001";

  /** Of the serving that listens there. */
  public Asking(String url) {
    this(url, HttpClient.newHttpClient());
  }

  /**
   * One thing that can be asked.
   *
   * @param roles who may; empty if everybody may
   * @param example a body that it takes; empty if it takes none
   */
  record Route(String method, String path, Set<String> roles, String example) {
    /** The path with its parts filled in: the longest that fits of {@code parts} first. */
    String path(Map<String, String> parts) {
      String filled = path;
      for (Map.Entry<String, String> part : parts.entrySet()) {
        String value = part.getValue();
        String named = part.getKey();
        filled = filled.replace(named, named.replaceAll("\\{[^}]+}", value));
      }
      return filled.replaceAll("\\{[^}]+}", SOMETHING);
    }

    /** The same, for that role as well. */
    Route and(String role) {
      Set<String> all = new TreeSet<>(roles);
      all.add(role);
      return new Route(method, path, all, example);
    }

    /** Whether its answer has no end. */
    boolean streams() {
      return path.endsWith("/stream");
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  /** All of them. */
  List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    for (var path : send("GET", "/openapi.json", "", "").path("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        JsonNode said = operation.getValue();
        Set<String> roles =
            StreamSupport.stream(said.path("x-roles").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toSet());
        JsonNode example = said.at("/requestBody/content/application~1json/example");
        routes.add(
            new Route(
                operation.getKey().toUpperCase(Locale.ROOT),
                path.getKey(),
                roles,
                example.isMissingNode() ? "" : example.toString()));
      }
    }
    return routes;
  }

  /** What the route answers to whoever bears that token; empty for none. */
  int status(Route route, String path, String token) {
    return status(route.method(), path, token, route.example());
  }

  /** What is answered. */
  int status(String method, String path, String token, String body) {
    // Nobody asks as often as a proof does: who is told to come later comes later.
    for (int attempt = 1; ; attempt++) {
      int status = answer(method, path, token, body).statusCode();
      if (status != 429 || attempt == ATTEMPTS) {
        return status;
      }
      LockSupport.parkNanos(LATER.toNanos());
    }
  }

  /** The body of what is answered. */
  public JsonNode send(String method, String path, String token, String body) {
    HttpResponse<String> answer = answer(method, path, token, body);
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new LocalFailure(path + " answers no JSON: " + answer.body(), e);
    }
  }

  private HttpResponse<String> answer(String method, String path, String token, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new LocalFailure(method + " " + path + " is not answered: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalFailure("interrupted", e);
    }
  }
}
