package playhouse.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import playhouse.contracts.Settings;
import playhouse.testbed.Await;

/** Serving on a free port against the shared broker, asked over HTTP as callers ask. */
final class House implements AutoCloseable {
  static final Duration LIMIT = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PACE_NANOS = 30_000_000;

  private final Serving serving;
  private String key = "";
  private final HttpClient client = HttpClient.newHttpClient();

  private House(Serving serving) {
    this.serving = serving;
  }

  static House open(String kafka) {
    return open(kafka, Map.of());
  }

  static House open(String kafka, Map<String, String> more) {
    House house = starting(kafka, more);
    Await.until("serving is ready", LIMIT, () -> house.get("/ready").status() == 200);
    return house;
  }

  static House starting(String kafka) {
    return starting(kafka, Map.of());
  }

  /**
   * With more settings than the broker's address; asks with the machine's key unless the settings
   * bring keys of their own.
   */
  static House starting(String kafka, Map<String, String> more) {
    return starting(kafka, more, Clock.systemUTC());
  }

  /** The same by that clock. */
  static House starting(String kafka, Map<String, String> more, Clock clock) {
    Map<String, String> all = new HashMap<>(Ground.settings());
    all.putAll(more);
    all.put("PLAYHOUSE_KAFKA", kafka);
    all.putIfAbsent("PLAYHOUSE_SERVING_PORT", "0");
    House house = new House(Serving.start(Settings.of(all), clock));
    return more.containsKey("PLAYHOUSE_KEYS") ? house : house.as(Ground.KEY);
  }

  /** The same, asking with a key from now on. */
  House as(String key) {
    House other = new House(serving);
    other.key = key;
    return other;
  }

  int port() {
    return serving.port();
  }

  Answer get(String path) {
    return send(request(path).build());
  }

  /** Sends a body, or none, with that method and more headers (name, value, …). */
  Answer send(String method, String path, String body, String... headers) {
    HttpRequest.Builder request = request(path).header("Content-Type", "application/json");
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return send(request.method(method, HttpRequest.BodyPublishers.ofString(body)).build());
  }

  Answer delete(String path) {
    return send(request(path).DELETE().build());
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path)).setHeader("User-Agent", "Playhouse/4.2 (android 14)");
    return key.isEmpty() ? request : request.header("Authorization", "Bearer " + key);
  }

  Answer post(String path, String body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  /** Asks until the answer is as wanted. */
  Answer await(String path, Predicate<Answer> wanted) {
    Answer[] last = new Answer[1];
    try {
      Await.until(
          path,
          LIMIT,
          () -> {
            // No more often than anybody may ask, so that what comes next is answered, too.
            LockSupport.parkNanos(PACE_NANOS);
            last[0] = get(path);
            return wanted.test(last[0]);
          });
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + ", the last answer is " + last[0], e);
    }
    return last[0];
  }

  private Answer send(HttpRequest request) {
    try {
      var response = client.send(request, HttpResponse.BodyHandlers.ofString());
      String type = response.headers().firstValue("Content-Type").orElse("");
      return new Answer(response.statusCode(), type, response.body(), response.headers());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + serving.port() + path);
  }

  @Override
  public void close() {
    serving.close();
  }

  /** What serving answered. */
  record Answer(int status, String type, String body, HttpHeaders headers) {
    /** Empty if there is no such header. */
    String header(String name) {
      return headers.firstValue(name).orElse("");
    }

    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new UncheckedIOException(body, e);
      }
    }

    String text(String field) {
      return json().path(field).asText();
    }

    /** One field of every item of a list. */
    List<String> items(String field) {
      return StreamSupport.stream(json().path("items").spliterator(), false)
          .map(item -> item.path(field).asText())
          .toList();
    }
  }
}
