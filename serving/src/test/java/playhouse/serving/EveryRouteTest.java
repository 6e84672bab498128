package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import playhouse.contracts.Role;
import playhouse.testbed.Broker;

/** What every route must do, whatever it is for; the routes are those of the API's description. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryRouteTest {
  private static final String SOMEBODY = "7c0de0f1-0000-4000-8000-000000000001";

  /** Who may ask what, as it was agreed; {@code verify authorisation} goes by it, too. */
  private static final Path AGREED = Path.of("../playground/local/src/main/resources/who-may.txt");

  private static final String EVERYBODY = "everybody";

  /** What they answer lies in the lake, and is not there while there is no lake. */
  private static final Set<String> OF_THE_LAKE =
      Set.of(
          "GET /v1/titles/{id}/valuation",
          "POST /v1/valuations",
          "GET /v1/performance",
          "POST /v1/funnels",
          "GET /v1/retention",
          "GET /v1/paths",
          "GET /v1/titles/{id}/performance",
          "GET /v1/upkeep");

  private final Map<String, String> agreed = new TreeMap<>();
  private House house;
  private List<Route> routes;

  private record Route(String method, String path, JsonNode operation) {
    private String at() {
      return path.replaceAll("\\{[^}]+}", SOMEBODY);
    }

    private boolean takesBody() {
      return !operation.at("/requestBody/content/application~1json").isMissingNode();
    }

    private List<String> parameters(String in) {
      return StreamSupport.stream(operation.path("parameters").spliterator(), false)
          .filter(parameter -> parameter.path("in").asText().equals(in))
          .map(parameter -> parameter.path("name").asText())
          .toList();
    }

    private Set<String> roles() {
      return StreamSupport.stream(operation.path("x-roles").spliterator(), false)
          .map(JsonNode::asText)
          .collect(Collectors.toSet());
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  @BeforeAll
  void open() throws IOException {
    for (String line : Files.readAllLines(AGREED)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] words = line.strip().split("\\s+", 3);
        agreed.put(words[0] + " " + words[1], words[2]);
      }
    }
    house =
        House.starting(
            Broker.shared().address(), Map.of("PLAYHOUSE_TRUSTED_PROXIES", "127.0.0.0/8"));
    house.await("/ready", answer -> answer.status() == 200);
    routes = new ArrayList<>();
    for (var path : house.get("/openapi.json").json().path("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        String method = operation.getKey().toUpperCase(Locale.ROOT);
        routes.add(new Route(method, path.getKey(), operation.getValue()));
      }
    }
    assertThat(routes).hasSizeGreaterThan(20);
  }

  @AfterAll
  void close() {
    house.close();
  }

  Stream<Route> guarded() {
    return routes.stream().filter(route -> !isEverybodys(route));
  }

  private boolean isEverybodys(Route route) {
    return EVERYBODY.equals(agreed.get(route.toString()));
  }

  Stream<Route> withBody() {
    return routes.stream().filter(Route::takesBody);
  }

  @Test
  void whoMayAskIsAsItWasAgreed() {
    Map<String, String> said = new TreeMap<>();
    routes.forEach(route -> said.put(route.toString(), who(route.roles())));
    assertThat(said)
        .as("what the routes say, and %s: agree to what is new, line by line", AGREED)
        .containsExactlyInAnyOrderEntriesOf(agreed);
  }

  private static String who(Set<String> roles) {
    if (roles.isEmpty()) {
      return EVERYBODY;
    }
    return roles.size() == Role.values().length ? "all" : String.join(" ", new TreeSet<>(roles));
  }

  @ParameterizedTest
  @MethodSource("guarded")
  void nobodyGetsInWithoutSayingWhoTheyAre(Route route) {
    // Each from a place of its own: so many from one are told to come later.
    String place = "198.51." + routes.indexOf(route) / 200 + "." + routes.indexOf(route) % 200;
    for (House stranger : List.of(house.as(""), house.as("no-such-key"), house.as("a.b.c"))) {
      House.Answer answer =
          stranger.send(route.method(), route.at(), "{}", "X-Forwarded-For", place);
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.type()).startsWith("application/problem+json");
      assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
    }
  }

  @ParameterizedTest
  @MethodSource("guarded")
  void onlyTheRolesThatAreNamedGetIn(Route route) {
    Set<String> may = route.roles();
    assertThat(may).contains("admin");
    for (Role role : Role.values()) {
      if (!may.contains(role.text())) {
        House.Answer answer =
            house
                .as(Ground.token(role.text() + "." + SOMEBODY))
                .send(route.method(), route.at(), "{}");
        assertThat(answer.status()).as(role.text()).isEqualTo(403);
        assertThat(answer.text("type")).isEqualTo("urn:playhouse:problem:forbidden");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("withBody")
  void aBodyThatIsNotWhatItMustBeIsRefused(Route route) {
    // Another for each route, so that none asks too often.
    House admin = house.as(Ground.token("admin.nonsense" + routes.indexOf(route)));
    for (String body : List.of("", "{", "[]", "null", "7", "{\"nonsense\":1}")) {
      House.Answer answer = admin.send(route.method(), route.at(), body);
      assertThat(answer.status()).as(body).isEqualTo(400);
      assertThat(answer.type()).startsWith("application/problem+json");
      assertThat(answer.text("parameter")).isNotEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("withBody")
  void aBodyThatIsTooLargeIsRefused(Route route) {
    String body = "{\"nonsense\":\"" + "x".repeat(70_000) + "\"}";
    House admin = house.as(Ground.token("admin.large"));
    assertThat(admin.send(route.method(), route.at(), body).status()).isEqualTo(413);
  }

  /** The examples of the description are taken, and whoever may ask is never told of our faults. */
  @ParameterizedTest
  @MethodSource("all")
  void whoMayAskIsAnswered(Route route) {
    if (route.path().endsWith("/stream")) {
      return;
    }
    String example =
        route.operation().at("/requestBody/content/application~1json/example").toString();
    House admin = house.as(Ground.token("admin.x"));
    House.Answer answer = admin.send(route.method(), route.at(), example);
    if (!OF_THE_LAKE.contains(route.toString()) || answer.status() != 503) {
      assertThat(answer.status()).as(answer.body()).isLessThan(500);
    }
    if (!isEverybodys(route)) {
      assertThat(answer.status()).as(answer.body()).isNotIn(401, 403);
    }
    if (route.takesBody() && !example.isEmpty() && answer.status() == 400) {
      assertThat(answer.text("parameter")).as("what an admin must say besides").isEqualTo("person");
    }
  }

  /** Lists are asked in one way, and what they do not know is not passed over. */
  @Test
  void listsRefuseWhatTheyDoNotKnowAndNameWhatThereIs() {
    List<Route> paged =
        routes.stream().filter(route -> route.parameters("query").contains("after")).toList();
    assertThat(paged)
        .extracting(Route::toString)
        .contains("GET /v1/audit", "GET /v1/alerts", "GET /v1/alerts/raised", "GET /v1/kpis/{id}");
    for (Route route : paged) {
      House admin = house.as(Ground.token("admin.pages" + routes.indexOf(route)));
      String at = route.path().equals("/v1/kpis/{id}") ? "/v1/kpis/K6.1" : route.at();
      House.Answer unknown = admin.get(at + "?nonsense=1");
      assertThat(unknown.status()).as(route.toString()).isEqualTo(400);
      assertThat(unknown.text("parameter")).isEqualTo("nonsense");
      assertThat(unknown.text("detail")).contains(route.parameters("query"));
      // The place of what is on a list of fraud is a hash, which may be any.
      boolean any = route.path().equals("/v1/fraud/lists");
      for (String bad :
          List.of("limit=0", "limit=x", "limit=1000000", any ? "limit=-1" : "after=!")) {
        House.Answer answer = admin.get(at + "?" + bad);
        assertThat(answer.status()).as(route + " " + bad).isEqualTo(400);
        assertThat(bad).startsWith(answer.text("parameter") + "=");
      }
      // What lies in the lake is not there while there is no lake.
      assertThat(admin.get(at + "?limit=1").status())
          .as(route.toString())
          .isIn(route.path().equals("/v1/kpis/{id}") ? List.of(200, 503) : List.of(200));
    }
  }

  Stream<Route> all() {
    return routes.stream();
  }

  @Test
  void everyRouteBelongsToASystemAndHasANameOfItsOwn() {
    Set<String> systems =
        StreamSupport.stream(house.get("/v1/systems").json().path("items").spliterator(), false)
            .map(system -> system.path("id").asText())
            .collect(Collectors.toSet());
    systems.addAll(List.of("platform", "identity"));
    for (Route route : routes) {
      assertThat(route.operation().path("tags")).as(route.toString()).hasSize(1);
      assertThat(systems).contains(route.operation().path("tags").get(0).asText());
      assertThat(route.operation().path("summary").asText()).isNotEmpty();
    }
    assertThat(routes)
        .extracting(route -> route.operation().path("operationId").asText())
        .doesNotHaveDuplicates();
  }

  @Test
  void aRequestIsKnownByItsIdWhereverItTurnsUp() {
    House.Answer answer = house.send("GET", "/v1/nowhere", "", "X-Request-Id", "mine-1");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(house.get("/v1/systems").header("X-Request-Id")).isNotEmpty();
    assertThat(
            house.send("GET", "/v1/systems", "", "X-Request-Id", "mine-1").header("X-Request-Id"))
        .isEqualTo("mine-1");
  }

  @Test
  void whoHasAnAnswerAlreadyIsNotSentItAgain() {
    House.Answer first = house.get("/v1/plans");
    String tag = first.header("ETag");
    House.Answer again = house.send("GET", "/v1/plans", "", "If-None-Match", "\"other\", " + tag);
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @Test
  void whoAsksTooOftenIsToldSo() {
    House eager = house.as(Ground.token("agent.eager"));
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 1000 && !statuses.contains(429); i++) {
      statuses.add(eager.get("/v1/plans").status());
    }
    assertThat(statuses).contains(200, 429);
    assertThat(house.as(Ground.token("agent.calm")).get("/v1/plans").status()).isEqualTo(200);
  }

  @Test
  void theDocsAreAPageThatHasAllItsParts() {
    House.Answer page = house.as("").get("/docs");
    assertThat(page.type()).startsWith("text/html");
    for (String part : List.of("/docs/swagger-ui.css", "/docs/swagger-ui-bundle.js")) {
      assertThat(page.body()).contains(part);
      assertThat(house.as("").get(part).status()).isEqualTo(200);
    }
    assertThat(house.as("").get("/docs/passwd").status()).isEqualTo(404);
  }
}
