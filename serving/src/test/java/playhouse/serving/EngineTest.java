package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import playhouse.contracts.facts.TitleUpserted;
import playhouse.testbed.Broker;

/** The engine's routes beside the list itself: blocked titles, weights, many people, open pages. */
class EngineTest {
  private static final String KAFKA = Broker.shared().address();
  private static final World WORLD = new World(KAFKA);
  private static final String SHELF = "e" + UUID.randomUUID().toString().substring(0, 8);
  private static final String WEIGHTS =
      """
      {"start":%s,"complete":1,"like":0.5,"share":0.25,"dismiss":-1.5,"churn":-0.5,
       "reason":"Because we try it out."}""";

  private static House house;

  @BeforeAll
  static void open() {
    for (int i = 0; i < 40; i++) {
      WORLD.title(
          film(i).setName(i == 7 ? "The Lighthouse Keeper" : i == 8 ? "灯塔看守人" : "Film " + i),
          Instant.now().minusSeconds(i));
    }
    house = House.open(KAFKA);
  }

  @AfterAll
  static void close() {
    house.close();
    WORLD.close();
  }

  @Test
  void aTitleThatIsBlockedIsNotShownFromThenOnUntilItIsLetInAgain() {
    UUID person = person();
    House own = house.as(Ground.token("viewer." + person));
    String list = "/v1/recommendations?limit=40";
    assertThat(own.get(list).items("title")).contains(SHELF + ":5");
    String blocked = "/v1/people/" + person + "/blocked";
    assertThat(own.send("PUT", blocked + "/" + SHELF + ":5", "").status()).isEqualTo(204);
    assertThat(own.send("PUT", blocked + "/" + SHELF + ":5", "").status()).isEqualTo(204);
    assertThat(own.get(list).items("title")).doesNotContain(SHELF + ":5").hasSize(38);
    assertThat(own.get(blocked).json().path("items")).hasSize(1);
    try (House other = House.open(KAFKA)) {
      assertThat(other.get(list + "&person=" + person).items("title")).doesNotContain(SHELF + ":5");
      assertThat(own.delete(blocked + "/" + SHELF + ":5").status()).isEqualTo(204);
      assertThat(own.delete(blocked + "/" + SHELF + ":5").status()).isEqualTo(204);
      assertThat(own.get(list).items("title")).contains(SHELF + ":5");
      other.await(
          list + "&person=" + person, answer -> answer.items("title").contains(SHELF + ":5"));
    }
    House stranger = house.as(Ground.token("viewer." + UUID.randomUUID()));
    assertThat(stranger.send("PUT", blocked + "/x", "").status()).isEqualTo(404);
    assertThat(stranger.get(blocked).status()).isEqualTo(404);
  }

  @Test
  void weightsHaveVersionsAndTheSameSaidAgainIsNoNewOne() {
    House operator = house.as(Ground.token("operator.olga"));
    String path = "/v1/recommendation-weights";
    House.Answer first = operator.send("PUT", path, WEIGHTS.formatted("2"));
    assertThat(first.status()).as(first.body()).isEqualTo(200);
    House.Answer again = operator.send("PUT", path, WEIGHTS.formatted("2.0"));
    assertThat(again.text("version")).isEqualTo(first.text("version"));
    House.Answer other =
        operator.send("PUT", path, WEIGHTS.formatted("3"), "Idempotency-Key", "w" + SHELF);
    assertThat(other.json().path("version").asLong())
        .isGreaterThan(first.json().path("version").asLong());
    assertThat(
            operator
                .send("PUT", path, WEIGHTS.formatted("3"), "Idempotency-Key", "w" + SHELF)
                .header("Idempotent-Replayed"))
        .isEqualTo("true");
    assertThat(house.get("/v1/recommendations?person=" + person()).text("rankedBy"))
        .isEqualTo("formula-1/" + other.text("version"));
    House.Answer page = operator.get(path + "?limit=1");
    assertThat(page.items("version")).containsExactly(other.text("version"));
    assertThat(operator.get(path + "?limit=1&after=" + page.text("next")).items("version"))
        .containsExactly(first.text("version"));
    assertThat(operator.send("PUT", path, WEIGHTS.formatted("11")).text("parameter"))
        .isEqualTo("start");
    assertThat(
            house
                .as(Ground.token("admin.auditor"))
                .get("/v1/audit?caller=operator.olga")
                .items("object"))
        .contains(path);
  }

  @Test
  void manyPeopleAreAnsweredAtOnceAndOneWhoIsNotNamedRightCostsNobodyTheirList() {
    String known = person().toString();
    House.Answer answer =
        house.post(
            "/v1/recommendations/bulk",
            """
            {"people":["%s","nonsense","%s:new"],"limit":3,"surface":"email"}"""
                .formatted(known, SHELF));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    JsonNode items = answer.json().path("items");
    assertThat(items.findValuesAsText("problem")).hasSize(1);
    assertThat(items.get(0).at("/list/items")).hasSize(3);
    assertThat(items.get(1).path("person").asText()).isEqualTo("nonsense");
    assertThat(items.get(1).has("list")).isFalse();
    assertThat(items.get(2).at("/list/items")).hasSize(3);
    String served = items.get(0).at("/list/served").asText();
    String title = items.get(0).at("/list/items/0/title").asText();
    assertThat(
            house
                .post(
                    "/v1/recommendations/" + served + "/feedback",
                    "{\"person\":\"%s\",\"title\":\"%s\",\"action\":\"clicked\"}"
                        .formatted(known, title))
                .status())
        .isEqualTo(200);
    String many = "\"x:1\",".repeat(100) + "\"x:1\"";
    assertThat(
            house.post("/v1/recommendations/bulk", "{\"people\":[" + many + "]}").text("parameter"))
        .isEqualTo("people");
    assertThat(house.post("/v1/recommendations/bulk", "{\"people\":[]}").status()).isEqualTo(400);
    assertThat(house.post("/v1/recommendations/bulk", "{\"people\":[null],\"limit\":1}").status())
        .isEqualTo(400);
  }

  @Test
  void anOpenPageIsToldWhenTheListIsAnother() throws IOException, InterruptedException {
    UUID person = person();
    HttpResponse<java.io.InputStream> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create(
                            "http://127.0.0.1:"
                                + house.port()
                                + "/v1/recommendations/stream?limit=40&person="
                                + person))
                    .header("Authorization", "Bearer " + Ground.KEY)
                    .build(),
                HttpResponse.BodyHandlers.ofInputStream());
    assertThat(answer.statusCode()).isEqualTo(200);
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      assertThat(titles(lines)).contains(SHELF + ":3");
      WORLD.live(person, 2, SHELF + ":3");
      assertThat(titles(lines)).doesNotContain(SHELF + ":3");
    }
  }

  private static List<String> titles(BufferedReader lines) throws IOException {
    String line = lines.readLine();
    while (line != null && !line.startsWith("data: ")) {
      line = lines.readLine();
    }
    JsonNode data =
        new com.fasterxml.jackson.databind.ObjectMapper()
            .readTree(String.valueOf(line).substring("data: ".length()));
    return StreamSupport.stream(data.path("titles").spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  @Test
  void searchForgivesErrorsInEnglishAndFindsChinese() {
    String path = "/v1/search?person=" + SHELF + ":s&q=";
    House.Answer answer = house.await(path + "lighthose", a -> !a.items("title").isEmpty());
    assertThat(answer.items("title").get(0)).isEqualTo(SHELF + ":7");
    assertThat(answer.items("reasonCode").get(0)).isEqualTo("found");
    assertThat(answer.text("surface")).isEqualTo("search");
    assertThat(house.get(path + "%E7%81%AF%E5%A1%94").items("title").get(0))
        .isEqualTo(SHELF + ":8");
    assertThat(house.get(path + "qqqqqqqq").items("title")).isEmpty();
    assertThat(house.get("/v1/search?person=" + SHELF + ":s").text("parameter")).isEqualTo("q");
    assertThat(house.get(path + "x&limit=101").text("parameter")).isEqualTo("limit");
  }

  @Test
  void theFirstPageComesInRowsWithWordsInBothLanguages() {
    House.Answer answer =
        house.get("/v1/recommendations?surface=home-rows&limit=5&person=" + SHELF + ":r");
    JsonNode rows = answer.json().path("rows");
    assertThat(rows.findValuesAsText("titleZh")).contains("最新上架");
    assertThat(rows.get(0).path("items").size()).isBetween(1, 5);
    assertThat(house.get("/v1/recommendations?surface=cellar&person=x:1").text("parameter"))
        .isEqualTo("surface");
    assertThat(house.get("/v1/recommendations?surface=similar&person=x:1").text("parameter"))
        .isEqualTo("title");
    assertThat(house.get("/v1/recommendations?territory=cn&person=x:1").text("parameter"))
        .isEqualTo("territory");
  }

  @Test
  void howLongEachCallerWaitedIsMeasured() {
    house.get("/v1/recommendations?person=" + person());
    assertThat(house.get("/metrics").body())
        .contains("playhouse_recommendation_caller_seconds_count{caller=\"service.demo\"}");
  }

  /** Somebody who took the last of the films, and so is shown those of the shelf. */
  private static UUID person() {
    UUID person = UUID.randomUUID();
    WORLD.live(person, 1, SHELF + ":39");
    house.await("/v1/recommendations?person=" + person, a -> !a.json().path("cold").asBoolean());
    return person;
  }

  private static TitleUpserted.Builder film(int number) {
    return TitleUpserted.newBuilder()
        .setTitle(SHELF + ":" + number)
        .setKind("film")
        .setGenres(List.of("G" + number % 7))
        .setMinimumAge(number % 19)
        .setExclusive(false);
  }
}
