package playhouse.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import playhouse.local.process.Await;

/** The business process P6: behaviour → list → shown → feedback → a better list, from outside. */
@ExtendWith(OnTheStack.class)
class RecommendationCircleTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String KIND = "Animation";

  /** Films for children that are drawn, and liked by many. */
  private static final List<String> DRAWN = List.of("1", "71", "95", "99", "588");

  @Test
  void whatSomebodyDoesAndSaysMakesTheirNextListABetterOne(RunningStack stack) {
    stack.learnFilms();
    UUID person = UUID.randomUUID();
    JsonNode before = list(stack, person);
    assertThat(before.path("cold").asBoolean()).isTrue();
    for (String film : DRAWN) {
      String title = "ml-100k:" + film;
      String event =
          CloudEvents.rating("/demo/circle", film + person, person, title, Instant.now());
      HttpResponse<String> taken =
          stack.post("demo", CloudEvents.ONE, event.getBytes(StandardCharsets.UTF_8));
      assertThat(taken.statusCode()).isEqualTo(200);
    }
    boolean known =
        Await.until(LIMIT, () -> list(stack, person).path("featuresVersion").asLong() >= 5);
    assertThat(known).isTrue();
    JsonNode shown = list(stack, person);
    assertThat(shown.path("servedBy").asText()).isEqualTo("model");
    assertThat(shown.path("degraded")).isEmpty();
    assertThat(drawn(stack, shown)).isGreaterThan(drawn(stack, before));
    String away = titles(shown).get(0);
    String liked = titles(shown).get(1);
    say(stack, shown, person, away, "dismissed");
    say(stack, shown, person, liked, "liked");
    boolean heard =
        Await.until(
            LIMIT,
            () -> {
              List<String> titles = titles(list(stack, person));
              return !titles.contains(away) && !titles.contains(liked);
            });
    assertThat(heard).as("what was said shows in the next list").isTrue();
    JsonNode after = list(stack, person);
    assertThat(titles(after)).hasSize(20).isNotEqualTo(titles(shown));
    stack.awaitLake();
    String served = shown.path("served").asText();
    assertThat(
            stack.number(
                "SELECT count(*) FROM raw.recommendation WHERE recommendation_served.served = '"
                    + served
                    + "'"))
        .isEqualTo(1);
    assertThat(
            stack.number(
                "SELECT count(*) FROM raw.recommendation WHERE recommendation_dismissed.served = '"
                    + served
                    + "'"))
        .isEqualTo(1);
  }

  private static JsonNode list(RunningStack stack, UUID person) {
    return stack.ask("/v1/recommendations?surface=email&person=" + person);
  }

  private static List<String> titles(JsonNode list) {
    List<String> titles = new ArrayList<>();
    list.path("items").forEach(item -> titles.add(item.path("title").asText()));
    return titles;
  }

  /** How many of a list's titles are drawn. */
  private static long drawn(RunningStack stack, JsonNode list) {
    return titles(list).stream()
        .filter(
            title ->
                StreamSupport.stream(
                        stack.ask("/v1/titles/" + title).path("genres").spliterator(), false)
                    .anyMatch(genre -> genre.asText().equals(KIND)))
        .count();
  }

  private static void say(
      RunningStack stack, JsonNode list, UUID person, String title, String action) {
    String body =
        "{\"person\":\"%s\",\"title\":\"%s\",\"action\":\"%s\"}".formatted(person, title, action);
    HttpResponse<String> answer =
        stack.send(
            HttpRequest.newBuilder(
                    stack.uri(
                        "SERVING",
                        "/v1/recommendations/" + list.path("served").asText() + "/feedback"))
                .header("Authorization", "Bearer " + stack.token("service"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }
}
