package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import playhouse.serving.advertising.budgets.Purse;
import playhouse.serving.advertising.budgets.Till;
import playhouse.serving.advertising.orders.Flight;
import playhouse.serving.advertising.orders.flights.FlightFollower;
import playhouse.serving.platform.store.ServicesDatabase;
import playhouse.testbed.Await;
import playhouse.testbed.Broker;

/** Orders from the advertiser's first word to what may run: over HTTP and PostgreSQL. */
class AdOrdersTest {
  private static final String SERVICES = EmptyServices.uri();
  private static House house;
  private static House tea;
  private static House coffee;
  private static House moderator;
  private static House operator;
  private static AdFiles files;
  private static ServicesDatabase database;
  private static FlightFollower flights;

  @BeforeAll
  static void open() {
    files = new AdFiles();
    house =
        House.starting(
            Broker.shared().address(),
            Map.of("PLAYHOUSE_SERVICES_URI", SERVICES, "PLAYHOUSE_AD_FILES_LOCAL", "true"));
    house.await("/ready", answer -> answer.status() == 200);
    tea = house.as(Ground.token("advertiser.tea"));
    coffee = house.as(Ground.token("advertiser.coffee"));
    moderator = house.as(Ground.token("moderator.mo"));
    operator = house.as(Ground.token("operator.op"));
    database = EmptyServices.at(SERVICES);
    flights = new FlightFollower(database, Clock.systemUTC());
  }

  @AfterAll
  static void close() {
    flights.close();
    database.close();
    house.close();
    files.close();
  }

  private static JsonNode made(House by, String path, String body) {
    House.Answer answer = by.post(path, body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return answer.json();
  }

  private static String advertiser(House by) {
    return made(
            by,
            "/v1/ads/advertisers",
            """
            {"name":"Tea House","domain":"tea.example","country":"DE","evidence":"HRB 12345 B",
            "validUntil":"2099-12-31"}""")
        .path("id")
        .asText();
  }

  private static House.Answer decide(
      House by, String kind, String subject, int version, String decision) {
    return by.post(
        "/v1/ads/reviews",
        """
        {"kind":"%s","subject":"%s","version":%d,"decision":"%s","reason":"as seen"}"""
            .formatted(kind, subject, version, decision));
  }

  private static String film(String path, String page, String category, int age) {
    return """
        {"name":"Tea, 15 s","registry":"unknown","adId":"unknown","durationMillis":15000,
        "media":[{"url":"%s","type":"video/mp4","width":1280,"height":720,"kilobits":2500}],
        "clickThrough":"%s","domains":["127.0.0.1"],"categories":["%s"],"age":%d}"""
        .formatted(path.startsWith("http") ? path : files.at(path), files.at(page), category, age);
  }

  private static String creative(House by, String advertiser, String film) {
    return made(
            by,
            "/v1/ads/creatives",
            "{\"advertiser\":\"%s\",\"film\":%s}".formatted(advertiser, film))
        .path("id")
        .asText();
  }

  private static JsonNode looked(String creative) {
    return tea.await(
            "/v1/ads/creatives/" + creative, answer -> !answer.text("state").equals("submitted"))
        .json();
  }

  private static String order(House by, String advertiser) {
    return made(
            by,
            "/v1/ads/orders",
            """
            {"advertiser":"%s","name":"Spring","reference":"PO-1","currency":"EUR"}"""
                .formatted(advertiser))
        .path("id")
        .asText();
  }

  private static String terms(String creative, String changes) {
    String terms =
        """
        {"name":"Spring","kind":"auction","begins":"2026-01-01T00:00:00Z",
        "ends":"2027-12-31T00:00:00Z","currency":"EUR","pricing":"cpm","priceMicros":8000000,
        "budgetMicros":500000000,"pace":"even","caps":[{"impressions":3,"seconds":86400}],
        "targeting":{"countries":["DE"]},"creatives":["%s"]}"""
            .formatted(creative);
    if (changes.isEmpty()) {
      return terms;
    }
    String field = changes.substring(0, changes.indexOf(':') + 1);
    String value = changes.substring(changes.indexOf(':') + 1);
    return terms.contains(field)
        ? terms.replaceFirst(
            java.util.regex.Pattern.quote(field)
                + "(\"[^\"]*\"|\\d+|\\[\\{[^\\]]*\\]|\\[[^\\]]*\\]|\\{[^}]*\\})",
            java.util.regex.Matcher.quoteReplacement(field + value))
        : "{" + changes + "," + terms.strip().substring(1);
  }

  private static Optional<Flight> flight(String lineItem) {
    return flights.now().flights().stream()
        .filter(one -> one.lineItem().id().equals(UUID.fromString(lineItem)))
        .findFirst();
  }

  private static void awaitFlight(String lineItem, boolean there) {
    Await.until(
        "it " + (there ? "may" : "may not") + " run",
        House.LIMIT,
        () -> flight(lineItem).isPresent() == there);
  }

  /** An approved creative of an approved advertiser, in a line item. */
  private static String running(String advertiser, String creative, String changes) {
    return made(
            tea,
            "/v1/ads/line-items",
            "{\"order\":\"%s\",\"terms\":%s}"
                .formatted(order(tea, advertiser), terms(creative, changes)))
        .path("id")
        .asText();
  }

  @Test
  void whatWasOrderedRunsOnceSomebodyHasLookedAtAllOfItAndNotLonger() {
    String advertiser = advertiser(tea);
    String creative = creative(tea, advertiser, film("/tea.mp4", "/page", "210", 0));
    String lineItem = running(advertiser, creative, "");
    JsonNode found = looked(creative);
    assertThat(found.path("state").asText()).as(found.toString()).isEqualTo("checked");
    JsonNode waiting = moderator.get("/v1/ads/reviews/waiting").json();
    assertThat(waiting.path("advertisers"))
        .extracting(one -> one.path("id").asText())
        .contains(advertiser);
    assertThat(waiting.path("creatives"))
        .extracting(one -> one.path("id").asText())
        .contains(creative);
    assertThat(decide(moderator, "creative", creative, 1, "approved").status()).isEqualTo(201);
    assertThat(flight(lineItem)).isEmpty();
    assertThat(decide(tea, "advertiser", advertiser, 1, "approved").status()).isEqualTo(403);
    assertThat(decide(operator, "advertiser", advertiser, 1, "approved").status()).isEqualTo(201);
    awaitFlight(lineItem, true);
    Flight flight = flight(lineItem).orElseThrow();
    assertThat(flight.lineItem().priceMicros()).isEqualTo(8_000_000);
    assertThat(flight.lineItem().targeting().countries()).containsExactly("DE");
    assertThat(flight.creatives().get(0).durationMillis()).isEqualTo(15_000);

    // Paused, it waits; suspended or changed, it waits for people.
    state(lineItem, "paused");
    awaitFlight(lineItem, false);
    state(lineItem, "active");
    awaitFlight(lineItem, true);
    decide(operator, "advertiser", advertiser, 1, "suspended");
    awaitFlight(lineItem, false);
    decide(operator, "advertiser", advertiser, 1, "approved");
    awaitFlight(lineItem, true);
    tea.send("PUT", "/v1/ads/creatives/" + creative, film("/tea.mp4", "/page", "210", 6));
    awaitFlight(lineItem, false);
    assertThat(decide(moderator, "creative", creative, 1, "approved").text("type"))
        .endsWith("review_outdated");
    assertThat(looked(creative).path("version").asInt()).isEqualTo(2);
    decide(moderator, "creative", creative, 2, "approved");
    awaitFlight(lineItem, true);
    state(lineItem, "ended");
    awaitFlight(lineItem, false);
    assertThat(
            tea.send("PUT", "/v1/ads/line-items/" + lineItem + "/state", "{\"state\":\"active\"}")
                .text("type"))
        .endsWith("line_item_over");
    assertThat(moderator.get("/v1/ads/reviews?subject=" + advertiser).items("decision"))
        .containsExactly("approved", "suspended", "approved");
  }

  private static void state(String lineItem, String state) {
    House.Answer answer =
        tea.send(
            "PUT",
            "/v1/ads/line-items/" + lineItem + "/state",
            "{\"state\":\"%s\"}".formatted(state));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  @Test
  void anAdvertiserHasToDoWithTheirOwnAlone() {
    String theirs = advertiser(tea);
    String film = film("/tea.mp4", "/page", "210", 0);
    String creative = creative(tea, theirs, film);
    String order = order(tea, theirs);
    String lineItem = running(theirs, creative, "");
    for (String path :
        List.of(
            "/v1/ads/advertisers/" + theirs,
            "/v1/ads/creatives/" + creative,
            "/v1/ads/orders/" + order,
            "/v1/ads/line-items/" + lineItem)) {
      assertThat(coffee.get(path).status()).as(path).isEqualTo(404);
      assertThat(tea.get(path).status()).as(path).isEqualTo(200);
      assertThat(operator.get(path).status()).as(path).isEqualTo(200);
    }
    String mine = advertiser(coffee);
    assertThat(coffee.get("/v1/ads/advertisers").items("id")).contains(mine).doesNotContain(theirs);
    assertThat(coffee.get("/v1/ads/line-items").items("id")).doesNotContain(lineItem);
    assertThat(coffee.get("/v1/ads/orders").items("id")).doesNotContain(order);
    assertThat(coffee.get("/v1/ads/creatives").items("id")).doesNotContain(creative);
    assertThat(
            coffee
                .post(
                    "/v1/ads/creatives",
                    "{\"advertiser\":\"%s\",\"film\":%s}".formatted(theirs, film))
                .status())
        .isEqualTo(404);
    // Nor with another's film in what is theirs.
    House.Answer answer =
        coffee.post(
            "/v1/ads/line-items",
            "{\"order\":\"%s\",\"terms\":%s}".formatted(order(coffee, mine), terms(creative, "")));
    assertThat(answer.text("parameter")).isEqualTo("creatives");
    assertThat(coffee.send("PUT", "/v1/ads/line-items/" + lineItem, terms(creative, "")).status())
        .isEqualTo(404);
  }

  @Test
  void filesThatAreNotAsTheyAreSaidToBeAreRefusedAndNobodyCanApproveThem() {
    String advertiser = advertiser(tea);
    Map<String, String> wrong =
        Map.of(
            film("/gone", "/page", "210", 0), "it answers 404",
            film("/long.mp4", "/page", "210", 0), "it lasts 30000 ms",
            film("/large.mp4", "/page", "210", 0), "it has more than",
            film("/false.mp4", "/page", "210", 0), "it does not begin as video/mp4",
            film("/page", "/page", "210", 0), "it is said to be video/mp4",
            film("/tea.mp4", "/gone", "210", 0), "it answers 404",
            film("/inwards", "/page", "210", 0), "it does not lead to where we may ask",
            film("http://10.1.2.3/tea.mp4", "/page", "210", 0), "it does not lead to where",
            film("/tea.mp4", "/page", "pg0WhF", 18), "this is not advertised here",
            film("/tea.mp4", "/page", "211", 0), "for 18 years and more only: alcohol");
    wrong.forEach(
        (film, why) -> {
          String creative = creative(tea, advertiser, film);
          JsonNode found = looked(creative);
          assertThat(found.path("state").asText()).as(found.toString()).isEqualTo("refused");
          assertThat(found.path("checks").toString()).contains(why);
          assertThat(decide(moderator, "creative", creative, 1, "approved").text("type"))
              .endsWith("creative_unchecked");
        });
  }

  @Test
  void aLineItemThatCannotBeIsRefusedByName() {
    String advertiser = advertiser(tea);
    String creative = creative(tea, advertiser, film("/tea.mp4", "/page", "210", 0));
    String order = order(tea, advertiser);
    Map<String, String> wrong =
        Map.ofEntries(
            Map.entry("\"ends\":\"2025-12-31T00:00:00Z\"", "ends"),
            Map.entry("\"ends\":\"2031-12-31T00:00:00Z\"", "ends"),
            Map.entry("\"priceMicros\":0", "priceMicros"),
            Map.entry("\"priceMicros\":8000001", "priceMicros"),
            Map.entry("\"budgetMicros\":7999", "budgetMicros"),
            Map.entry("\"dayBudgetMicros\":600000000", "dayBudgetMicros"),
            Map.entry("\"caps\":[{\"impressions\":0,\"seconds\":60}]", "caps"),
            Map.entry("\"caps\":[{\"impressions\":1,\"seconds\":99999999999}]", "caps"),
            Map.entry("\"goal\":1000", "goal"),
            Map.entry("\"kind\":\"guaranteed\"", "kind"),
            Map.entry("\"currency\":\"USD\"", "currency"),
            Map.entry(
                "\"dayparts\":[{\"day\":1,\"fromHour\":9,\"untilHour\":8,\"zone\":\"UTC\"}]",
                "dayparts"),
            Map.entry(
                "\"dayparts\":[{\"day\":1,\"fromHour\":8,\"untilHour\":9,\"zone\":\"Mars\"}]",
                "dayparts"),
            Map.entry("\"targeting\":{\"countries\":[\"XX\"]}", "countries"),
            Map.entry("\"targeting\":{\"segments\":[\"no-such\"]}", "segments"),
            Map.entry("\"targeting\":{\"tags\":[\"iab:nonsense\"]}", "tags"),
            Map.entry("\"creatives\":[\"7c0de0f1-0000-4000-8000-000000000003\"]", "creatives"));
    wrong.forEach(
        (change, field) -> {
          House.Answer answer =
              tea.post(
                  "/v1/ads/line-items",
                  "{\"order\":\"%s\",\"terms\":%s}".formatted(order, terms(creative, change)));
          assertThat(answer.status()).as(change + answer.body()).isEqualTo(400);
          assertThat(answer.text("parameter")).as(change).contains(field);
        });
  }

  @Test
  void aBudgetIsNotLoweredBelowWhatIsSpent() {
    String advertiser = advertiser(tea);
    String creative = creative(tea, advertiser, film("/tea.mp4", "/page", "210", 0));
    looked(creative);
    decide(moderator, "creative", creative, 1, "approved");
    decide(moderator, "advertiser", advertiser, 1, "approved");
    String id = running(advertiser, creative, "\"caps\":[]");
    awaitFlight(id, true);
    Flight flight = flight(id).orElseThrow();
    try (Till till =
        new Till(database, Clock.systemUTC(), UUID::randomUUID, Duration.ofSeconds(10))) {
      Purse.Wish wish =
          new Purse.Wish(
              UUID.randomUUID(), flight.lineItem(), flight.creatives().get(0), 0, 400_000_000);
      var now = Clock.systemUTC().instant();
      assertThat(
              till.hold(
                  new Purse.Occasion(
                      UUID.randomUUID().toString(),
                      "mid-roll",
                      Optional.empty(),
                      Optional.empty(),
                      Optional.empty(),
                      1,
                      now,
                      now.plusSeconds(60)),
                  List.of(wish)))
          .hasSize(1);
      till.shown(wish.impression(), now);
    }
    String path = "/v1/ads/line-items/" + id;
    House.Answer lower = tea.send("PUT", path, terms(creative, "\"budgetMicros\":300000000"));
    assertThat(lower.status()).as(lower.body()).isEqualTo(409);
    assertThat(lower.text("type")).endsWith("budget_spent");
    assertThat(tea.send("PUT", path, terms(creative, "\"budgetMicros\":400000000")).status())
        .isEqualTo(200);
  }
}
