package playhouse.local.demo;

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
import java.util.Map;
import java.util.UUID;
import playhouse.local.process.Await;
import playhouse.local.process.LocalFailure;

/** Serving's recommendations, asked and answered over HTTP like an app does. */
final class Recommender {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final Duration MODEL = Duration.ofSeconds(60);
  private static final int LIMIT = 10;
  private final HttpClient http = HttpClient.newHttpClient();
  private final String serving;
  private final String key;

  /**
   * Asks there.
   *
   * @param key of a machine that may ask for anybody
   */
  Recommender(String serving, String key) {
    this.serving = serving;
    this.key = key;
  }

  /** What one person was recommended. */
  record Recommended(String person, List<Item> items) {}

  /** One title by name, and why. */
  record Item(String title, String reason) {}

  /** Waits until lists come from a trained model, whose pointer reaches serving by itself. */
  void awaitModel(UUID person) {
    if (!Await.until(MODEL, () -> ask(person).hasNonNull("modelVersion"))) {
      throw new LocalFailure(
          "serving has not taken up the trained model within " + MODEL.toSeconds() + " s");
    }
  }

  /** Asks for a list and tells serving that its first title was chosen. */
  Recommended recommend(UUID person) {
    JsonNode list = ask(person);
    List<Item> items = new ArrayList<>();
    list.path("items")
        .forEach(
            item -> items.add(new Item(item.path("name").asText(), item.path("reason").asText())));
    if (items.isEmpty()) {
      throw new LocalFailure("serving recommends nothing to " + person + ": " + list);
    }
    choose(list.path("served").asText(), person, list.path("items").get(0).path("title").asText());
    return new Recommended(person.toString(), items);
  }

  private JsonNode ask(UUID person) {
    String path = "/v1/recommendations?surface=home&limit=" + LIMIT + "&person=" + person;
    return send(to(path).build());
  }

  private void choose(String served, UUID person, String title) {
    try {
      String body =
          JSON.writeValueAsString(
              Map.of("person", person.toString(), "title", title, "action", "clicked"));
      send(
          to("/v1/recommendations/" + served + "/feedback")
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build());
    } catch (IOException e) {
      throw new LocalFailure("cannot give feedback: " + e.getMessage(), e);
    }
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(serving + path))
        .timeout(ANSWER)
        .header("Authorization", "Bearer " + key);
  }

  private JsonNode send(HttpRequest request) {
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new LocalFailure(
            request.uri() + " answers " + answer.statusCode() + ": " + answer.body());
      }
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new LocalFailure("serving does not answer " + request.uri() + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalFailure("interrupted", e);
    }
  }
}
