package playhouse.client;

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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * Asks serving, version 1 of its API; safe for many threads. What was not answered, or with "later"
 * (429, 503), is sent again: all of it may be, for what changes something bears a key by which
 * serving knows it again.
 *
 * <pre>{@code
 * var client = new PlayhouseClient(URI.create("http://127.0.0.1:8080"), () -> key);
 * RecommendationList list = client.recommendations(Ask.forPerson("ml-1m:42").limit(10));
 * client.feedback(list.served(), "ml-1m:42", list.items().get(0).title(), Feedback.CLICKED);
 * }</pre>
 */
public final class PlayhouseClient {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int TOO_MANY = 429;
  private static final int UNAVAILABLE = 503;

  private final URI serving;
  private final Supplier<String> key;
  private final Retries retries;
  private final DoubleSupplier random;
  private final HttpClient http;

  /** What people make of a title. */
  public enum Feedback {
    /** They chose it. */
    CLICKED,
    /** They waved it away. */
    DISMISSED,
    /** They like it. */
    LIKED
  }

  /**
   * For a serving.
   *
   * @param serving where it is, without a path
   * @param key an API key, or a token of a person; asked for at each attempt
   */
  public PlayhouseClient(URI serving, Supplier<String> key) {
    this(serving, key, Retries.USUAL);
  }

  /** The same, trying so. */
  public PlayhouseClient(URI serving, Supplier<String> key, Retries retries) {
    this(serving, key, retries, () -> ThreadLocalRandom.current().nextDouble());
  }

  PlayhouseClient(URI serving, Supplier<String> key, Retries retries, DoubleSupplier random) {
    this.serving = serving;
    this.key = key;
    this.retries = retries;
    this.random = random;
    this.http = HttpClient.newBuilder().connectTimeout(retries.attempt()).build();
  }

  /**
   * A list for a person.
   *
   * @throws Refused if what is asked is wrong
   * @throws Unreachable if there is no answer
   */
  public RecommendationList recommendations(Ask ask) {
    return get("/v1/recommendations" + ask.query(), RecommendationList.class);
  }

  /** Titles by words, for a person; throws as {@link #recommendations} does. */
  public RecommendationList search(String words, Ask ask) {
    return get("/v1/search" + ask.with("q", words).query(), RecommendationList.class);
  }

  /**
   * Lists of several people; throws as {@link #recommendations} does.
   *
   * @param people 100 at most
   * @param surface home, home-rows or email
   */
  public BulkLists bulk(List<String> people, String surface, int limit) {
    Map<String, Object> body = Map.of("people", people, "surface", surface, "limit", limit);
    return send("POST", "/v1/recommendations/bulk", text(body), UUID.randomUUID(), BulkLists.class);
  }

  /** Says what became of a title of a list; throws as {@link #recommendations} does. */
  public void feedback(String served, String person, String title, Feedback feedback) {
    String action = feedback.name().toLowerCase(java.util.Locale.ROOT);
    String body = text(Map.of("person", person, "title", title, "action", action));
    String path = "/v1/recommendations/" + encoded(served) + "/feedback";
    send("POST", path, body, UUID.randomUUID(), JsonNode.class);
  }

  /** Shows a person that title no more; throws as {@link #recommendations} does. */
  public void block(String person, String title) {
    send("PUT", blocked(person, title), "", UUID.randomUUID(), JsonNode.class);
  }

  /** Lets it be shown again; throws as {@link #recommendations} does. */
  public void unblock(String person, String title) {
    send("DELETE", blocked(person, title), "", UUID.randomUUID(), JsonNode.class);
  }

  private static String blocked(String person, String title) {
    return "/v1/people/" + encoded(person) + "/blocked/" + encoded(title);
  }

  private <T> T get(String path, Class<T> type) {
    return send("GET", path, "", UUID.randomUUID(), type);
  }

  private <T> T send(String method, String path, String body, UUID once, Class<T> type) {
    long end = System.nanoTime() + retries.whole().toNanos();
    IOException last = new IOException("not tried");
    int attempt = 1;
    for (; attempt <= retries.attempts(); attempt++) {
      Duration wait = Duration.ZERO;
      try {
        HttpResponse<String> answer = once(method, path, body, once, end);
        if (answer.statusCode() != TOO_MANY && answer.statusCode() != UNAVAILABLE) {
          return read(answer, type);
        }
        last = new IOException("answered " + answer.statusCode());
        wait = asked(answer);
      } catch (IOException e) {
        last = e;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Unreachable(attempt, "interrupted", e);
      }
      Duration pause = longer(wait, retries.pause(attempt, random.getAsDouble()));
      if (attempt == retries.attempts() || System.nanoTime() + pause.toNanos() >= end) {
        break;
      }
      LockSupport.parkNanos(pause.toNanos());
    }
    throw new Unreachable(Math.min(attempt, retries.attempts()), String.valueOf(last), last);
  }

  private HttpResponse<String> once(String method, String path, String body, UUID once, long end)
      throws IOException, InterruptedException {
    long left = Math.max(1_000_000, end - System.nanoTime());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(serving.resolve(path))
            .timeout(Duration.ofNanos(Math.min(left, retries.attempt().toNanos())))
            .header("Authorization", "Bearer " + key.get())
            .header("Accept", "application/json");
    if (!method.equals("GET")) {
      request.header("Content-Type", "application/json");
      request.header("Idempotency-Key", once.toString());
    }
    var sent =
        body.isEmpty()
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body);
    return http.send(request.method(method, sent).build(), HttpResponse.BodyHandlers.ofString());
  }

  /** When the answer says to come again, but no later than we are ready to wait. */
  private Duration asked(HttpResponse<String> answer) {
    long seconds =
        answer
            .headers()
            .firstValue("Retry-After")
            .filter(text -> text.matches("\\d{1,6}"))
            .map(Long::parseLong)
            .orElse(0L);
    Duration wait = Duration.ofSeconds(seconds);
    return wait.compareTo(retries.longest()) > 0 ? retries.longest() : wait;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static <T> T read(HttpResponse<String> answer, Class<T> type) throws IOException {
    if (answer.statusCode() >= 400) {
      throw refused(answer);
    }
    String body = answer.body().isEmpty() ? "null" : answer.body();
    T value = JSON.readValue(body, type);
    if (value == null) {
      return JSON.readValue("{}", type);
    }
    return value;
  }

  private static Refused refused(HttpResponse<String> answer) {
    JsonNode problem;
    try {
      problem = JSON.readTree(answer.body());
    } catch (JsonProcessingException e) {
      problem = JSON.createObjectNode();
    }
    return new Refused(
        answer.statusCode(),
        problem.path("type").asText("about:blank"),
        problem.path("parameter").asText(""),
        problem.path("detail").asText(""));
  }

  private static String text(Map<String, Object> body) {
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a body that JSON cannot hold", e);
    }
  }

  private static String encoded(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
