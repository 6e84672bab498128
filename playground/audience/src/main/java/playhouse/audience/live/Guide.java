package playhouse.audience.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;

/** Serving's recommendations, as an app asks for them and answers with what was chosen. */
public final class Guide {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final String servingUrl;
  private final String key;
  private final LongAdder asked = new LongAdder();
  private final LongAdder answered = new LongAdder();
  private final LongAdder followed = new LongAdder();

  /**
   * A ranked list.
   *
   * @param served its id; empty if none came
   * @param titles ids of its titles, best first
   */
  record Advice(String served, List<String> titles) {
    static final Advice NONE = new Advice("", List.of());
  }

  /**
   * The guide at a URL.
   *
   * @param key by which serving knows the audience
   */
  public Guide(String servingUrl, String key) {
    this.key = key;
    this.servingUrl = servingUrl;
  }

  /** Asks what a person should watch; answers with no titles if serving does not. */
  CompletableFuture<Advice> ask(UUID person) {
    asked.increment();
    URI uri =
        URI.create(servingUrl + "/v1/recommendations?person=" + person + "&surface=home&limit=10");
    HttpRequest request = to(uri).GET().build();
    return client
        .sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
        .thenApply(this::advice)
        .exceptionally(failure -> Advice.NONE);
  }

  /** Tells serving which title was chosen. */
  CompletableFuture<Boolean> chosen(String served, UUID person, String title) {
    ObjectNode body = JSON.createObjectNode();
    body.put("person", person.toString()).put("title", title).put("action", "clicked");
    URI uri = URI.create(servingUrl + "/v1/recommendations/" + served + "/feedback");
    HttpRequest request =
        to(uri)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    return client
        .sendAsync(request, HttpResponse.BodyHandlers.discarding())
        .thenApply(
            answer -> {
              followed.add(answer.statusCode() < 300 ? 1 : 0);
              return answer.statusCode() < 300;
            })
        .exceptionally(failure -> false);
  }

  private HttpRequest.Builder to(URI uri) {
    return HttpRequest.newBuilder(uri).timeout(PATIENCE).header("Authorization", "Bearer " + key);
  }

  /** How often it was asked. */
  public long asked() {
    return asked.sum();
  }

  /** How often it had something to say. */
  public long answered() {
    return answered.sum();
  }

  /** How often a choice was taken note of. */
  public long followed() {
    return followed.sum();
  }

  private Advice advice(HttpResponse<byte[]> answer) {
    try {
      JsonNode body = JSON.readTree(answer.body());
      List<String> titles = new ArrayList<>();
      body.path("items").forEach(item -> titles.add(item.path("title").asText()));
      if (answer.statusCode() != 200 || titles.isEmpty()) {
        return Advice.NONE;
      }
      answered.increment();
      return new Advice(body.path("served").asText(), titles);
    } catch (IOException e) {
      return Advice.NONE;
    }
  }
}
