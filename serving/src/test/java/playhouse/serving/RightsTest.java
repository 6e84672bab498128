package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import playhouse.contracts.Family;
import playhouse.contracts.facts.Acquisition;
import playhouse.testbed.Await;
import playhouse.testbed.Broker;

/** Rights as those who keep them and those who ask for them meet them: over HTTP. */
class RightsTest {
  private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");
  private static final String CSV_HEAD = "AvailID,ContentID,Territory,LicenseType,Start,End";
  private static final String DATABASE = EmptyServices.uri();
  private static final HandClock CLOCK = new HandClock(NOW);
  private static House house;
  private static House operator;
  private static Facts<Acquisition> facts;

  @BeforeAll
  static void open() {
    String kafka = Broker.shared().address();
    house = start();
    operator = house.as(Ground.token("operator.rita"));
    facts = new Facts<>(kafka, Family.ACQUISITION.topic(), Acquisition.class);
  }

  @AfterAll
  static void close() {
    facts.close();
    house.close();
  }

  private static House start() {
    House begun =
        House.starting(
            Broker.shared().address(),
            Map.of("PLAYHOUSE_SERVICES_URI", DATABASE, "PLAYHOUSE_TRUSTED_PROXIES", "127.0.0.0/8"),
            CLOCK);
    begun.await("/ready", answer -> answer.status() == 200);
    return begun;
  }

  /** A title of a catalogue that nobody else uses. */
  private static String title() {
    return "c" + UUID.randomUUID().toString().substring(0, 8) + ":1";
  }

  private static String grant(String title, String licensor, String more) {
    return "{\"title\":\"%s\",\"licensor\":\"%s\",%s}".formatted(title, licensor, more);
  }

  private static String days(String territories, String first, String last, String zone) {
    return """
        "territories":[%s],"models":["svod"],"firstDay":"%s","lastDay":"%s","zone":"%s\""""
        .formatted(territories, first, last, zone);
  }

  private static House.Answer taken(String body) {
    House.Answer answer = operator.post("/v1/rights/grants", body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return answer;
  }

  private static String why(String title, String query) {
    House.Answer answer = house.get("/v1/titles/" + title + "/availability?" + query);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.text("why");
  }

  @Test
  void aGrantOpensItsTitleThereAndOnlyThere() {
    String title = title();
    assertThat(why(title, "territory=DE")).isEqualTo("free");
    House.Answer granted =
        taken(grant(title, "acme", days("\"DE\",\"AT\"", "2026-01-01", "2026-12-31", "UTC")));
    assertThat(why(title, "territory=DE")).isEqualTo("granted");
    assertThat(why(title, "territory=FR")).isEqualTo("territory");
    assertThat(why(title, "")).as("where nobody knows").isEqualTo("territory");
    assertThat(why(title, "territory=DE&model=avod")).isEqualTo("model");
    assertThat(why(title, "territory=DE&at=2027-01-01T00:00:00Z")).isEqualTo("window");
    assertThat(why(title.replace(":1", ":2"), "territory=DE"))
        .as("another of its catalogue, now that one was told of it")
        .isEqualTo("rights");
    assertThat(house.get("/v1/titles/" + title + "/availability?territory=XX").text("parameter"))
        .isEqualTo("territory");
    facts.await(
        fact ->
            fact.getType().equals("rights.granted")
                && fact.getRightsGranted().getGrant().equals(granted.text("id")));
  }

  @Test
  void everywhereWithoutSomeIsEverywhereElseAndNotWhereNobodyKnows() {
    String title = title();
    taken(
        grant(
            title,
            "acme",
            days("\"*\"", "2026-01-01", "2026-12-31", "UTC") + ",\"except\":[\"FR\"]"));
    assertThat(why(title, "territory=JP")).isEqualTo("granted");
    assertThat(why(title, "territory=FR")).isEqualTo("territory");
    assertThat(why(title, "")).isEqualTo("territory");
    String all = title();
    taken(grant(all, "acme", days("\"*\"", "2026-01-01", "2026-12-31", "UTC")));
    assertThat(why(all, "")).isEqualTo("granted");
  }

  /** The last day belongs to it, whatever the clocks do on it. */
  @ParameterizedTest
  @CsvSource({
    // Clocks go forward on the last day: it has 23 hours.
    "2026-03-01,2026-03-29,Europe/Berlin,2026-02-28T23:00:00Z,2026-03-29T22:00:00Z",
    // Clocks go back on the last day: it has 25.
    "2026-10-01,2026-10-25,Europe/Berlin,2026-09-30T22:00:00Z,2026-10-25T23:00:00Z",
    // Days that begin at one o'clock, for midnight is not there.
    "2018-11-04,2018-11-04,America/Sao_Paulo,2018-11-04T03:00:00Z,2018-11-05T02:00:00Z",
    "2026-01-01,2026-01-01,Asia/Shanghai,2025-12-31T16:00:00Z,2026-01-01T16:00:00Z",
  })
  void daysEndWithTheirLastMoment(
      String first, String last, String zone, Instant from, Instant to) {
    String title = title();
    // Of the past, too: what was granted then is asked about.
    House.Answer granted = taken(grant(title, "acme", days("\"DE\"", first, last, zone)));
    assertThat(Instant.parse(granted.text("from"))).isEqualTo(from);
    assertThat(Instant.parse(granted.text("until"))).isEqualTo(to);
    assertThat(granted.text("lastDay")).isEqualTo(last);
    assertThat(why(title, "territory=DE&at=" + from.minusMillis(1))).isEqualTo("window");
    assertThat(why(title, "territory=DE&at=" + from)).isEqualTo("granted");
    assertThat(why(title, "territory=DE&at=" + to.minusMillis(1))).isEqualTo("granted");
    assertThat(why(title, "territory=DE&at=" + to)).isEqualTo("window");
  }

  @Test
  void devicesAndLinesOfThePictureAreLimits() {
    String title = title();
    taken(
        grant(
            title,
            "acme",
            days("\"DE\"", "2026-01-01", "2026-12-31", "UTC")
                + ",\"devices\":[\"web\",\"tv\"],\"greatestHeight\":1080"));
    assertThat(why(title, "territory=DE&device=tv")).isEqualTo("granted");
    assertThat(why(title, "territory=DE&device=ios")).isEqualTo("device");
    assertThat(why(title, "territory=DE")).as("a device nobody knows").isEqualTo("device");
    assertThat(why(title, "territory=DE&device=tv&height=2160")).isEqualTo("resolution");
    House.Answer answer =
        house.get("/v1/titles/" + title + "/availability?territory=DE&device=tv&height=720");
    assertThat(answer.json().path("greatestHeight").asInt()).isEqualTo(1080);
    assertThat(answer.text("until")).isEqualTo("2027-01-01T00:00:00Z");
  }

  @Test
  void exclusivesOfTwoLicensorsDoNotGoTogetherAndTheRefusalNamesTheOther() {
    String title = title();
    String year = days("\"DE\",\"CH\"", "2026-01-01", "2026-12-31", "UTC");
    String id = taken(grant(title, "acme", year + ",\"exclusive\":true")).text("id");
    House.Answer refused =
        operator.post(
            "/v1/rights/grants",
            grant(title, "other", days("\"CH\"", "2026-12-31", "2027-12-31", "UTC")));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text("type")).isEqualTo("urn:playhouse:problem:rights_conflict");
    JsonNode conflict = refused.json().path("conflicts").get(0);
    assertThat(conflict.path("grant").asText()).isEqualTo(id);
    assertThat(conflict.path("reason").asText()).isEqualTo("exclusive");
    Acquisition told =
        facts.await(
            fact ->
                fact.getType().equals("avail.conflict")
                    && fact.getAvailConflict().getTitle().equals(title));
    assertThat(told.getAvailConflict().getGrants()).containsExactly(id);
    // The day after, elsewhere, or by the same licensor there is nothing against it.
    taken(grant(title, "other", days("\"CH\"", "2027-01-01", "2027-12-31", "UTC")));
    taken(grant(title, "other", days("\"FR\"", "2026-01-01", "2026-12-31", "UTC")));
    taken(grant(title, "acme", days("\"DE\"", "2026-01-01", "2026-12-31", "UTC")));
  }

  @Test
  void whatWaitsIsNotGrantedMeanwhileAndOpensByItself() {
    String title = title();
    taken(
        grant(
            title,
            "acme",
            """
            "territories":["DE"],"models":["tvod","svod"],"firstDay":"2026-06-01",
            "lastDay":"2026-12-31","zone":"UTC","holdback":{"models":["svod"],"days":60}"""));
    assertThat(why(title, "territory=DE&model=tvod")).isEqualTo("granted");
    assertThat(why(title, "territory=DE&model=svod&at=2026-07-30T23:59:59Z")).isEqualTo("holdback");
    assertThat(why(title, "territory=DE&model=svod&at=2026-07-31T00:00:00Z")).isEqualTo("granted");
    House.Answer early =
        operator.post(
            "/v1/rights/grants",
            grant(title, "acme", days("\"DE\"", "2026-07-30", "2026-12-31", "UTC")));
    assertThat(early.json().path("conflicts").get(0).path("reason").asText()).isEqualTo("holdback");
    taken(grant(title, "acme", days("\"DE\"", "2026-07-31", "2026-12-31", "UTC")));
    JsonNode spans =
        house.get("/v1/titles/" + title + "/calendar?territory=DE&model=svod").json().path("spans");
    assertThat(spans).hasSize(1);
    assertThat(spans.get(0).path("from").asText()).isEqualTo("2026-07-31T00:00:00Z");
    assertThat(spans.get(0).path("until").asText()).isEqualTo("2027-01-01T00:00:00Z");
  }

  @Test
  void whatIsSentTwiceIsOnceAndWhatIsChangedIsToldOnce() {
    String title = title();
    String body =
        grant(
            title,
            "acme",
            days("\"DE\"", "2026-01-01", "2026-12-31", "UTC") + ",\"reference\":\"" + title + "\"");
    String id = taken(body).text("id");
    assertThat(taken(body).text("id")).isEqualTo(id);
    String at = "/v1/rights/grants/" + id;
    String wider = body.replace("\"DE\"", "\"DE\",\"FR\"");
    assertThat(operator.post("/v1/rights/grants", wider).text("type"))
        .endsWith("rights_reference_taken");
    assertThat(operator.send("PUT", at, wider).status()).isEqualTo(200);
    assertThat(operator.send("PUT", at, wider).status()).isEqualTo(200);
    assertThat(why(title, "territory=FR")).isEqualTo("granted");
    facts.await(fact -> isOf(fact.getRightsAmended() != null ? id(fact) : "", id));
    assertThat(operator.post(at + "/end", "{}").text("state")).isEqualTo("over");
    assertThat(operator.post(at + "/end", "{}").status()).isEqualTo(200);
    assertThat(why(title, "territory=DE")).isEqualTo("window");
    assertThat(operator.send("PUT", at, body).text("type")).endsWith("grant_over");
    facts.await(
        fact -> fact.getRightsExpired() != null && fact.getRightsExpired().getGrant().equals(id));
    assertThat(facts.count(fact -> fact.getRightsAmended() != null && id(fact).equals(id)))
        .isEqualTo(1);
    assertThat(
            facts.count(
                fact ->
                    fact.getRightsExpired() != null
                        && fact.getRightsExpired().getGrant().equals(id)))
        .isEqualTo(1);
  }

  private static String id(Acquisition fact) {
    return fact.getRightsAmended().getGrant();
  }

  private static boolean isOf(String told, String id) {
    return told.equals(id);
  }

  @Test
  void aChangeIsKnownToAnotherProcessWithinASecond() {
    String title = title();
    try (House other = start()) {
      String id =
          taken(grant(title, "acme", days("\"DE\"", "2026-01-01", "2026-12-31", "UTC"))).text("id");
      String at = "/v1/titles/" + title + "/availability?territory=DE";
      Await.until(
          "the other knows",
          Duration.ofSeconds(1),
          () -> other.get(at).text("why").equals("granted"));
      operator.post("/v1/rights/grants/" + id + "/end", "{}");
      Await.until(
          "the other knows",
          Duration.ofSeconds(1),
          () -> other.get(at).text("why").equals("window"));
    }
  }

  @Test
  void suppliersSeeTheirOwnAlone() {
    String title = title();
    String mine =
        taken(grant(title, "mine", days("\"DE\"", "2026-01-01", "2026-12-31", "UTC"))).text("id");
    String theirs =
        taken(grant(title, "theirs", days("\"FR\"", "2026-01-01", "2026-12-31", "UTC"))).text("id");
    House supplier = house.as(Ground.token("supplier.mine"));
    assertThat(supplier.get("/v1/rights/grants?title=" + title).items("id")).containsExactly(mine);
    assertThat(supplier.get("/v1/rights/grants/" + mine).status()).isEqualTo(200);
    assertThat(supplier.get("/v1/rights/grants/" + theirs).status()).isEqualTo(404);
    assertThat(supplier.get("/v1/rights/grants/" + theirs + "/policy").status()).isEqualTo(404);
  }

  @Test
  void whatEndsSoonIsWarnedOfAndSeenTo() {
    String title = title();
    taken(grant(title, "acme", days("\"DE\"", "2026-01-01", "2026-06-20", "UTC")));
    JsonNode alert =
        operator
            .await(
                "/v1/rights/alerts?limit=200",
                answer -> answer.body().contains("\"" + title + "\""))
            .json()
            .path("items")
            .get(0);
    assertThat(alert.path("goesOn").asBoolean()).isFalse();
    List<String> before = operator.get("/v1/rights/alerts?limit=200").items("number");
    String number = before.get(0);
    assertThat(operator.post("/v1/rights/alerts/" + number + "/done", "").status()).isEqualTo(204);
    assertThat(operator.post("/v1/rights/alerts/" + number + "/done", "").status()).isEqualTo(204);
    assertThat(operator.get("/v1/rights/alerts?limit=200").items("number")).doesNotContain(number);
  }

  @Test
  void aListShowsWhatMayBeShownThereAndIsStillFull() {
    String catalogue = title().replace(":1", "");
    String person = catalogue + ":" + UUID.randomUUID();
    try (World world = new World(Broker.shared().address())) {
      for (int i = 0; i < 60; i++) {
        world.title(catalogue + ":" + i, "T" + i, "Drama");
      }
    }
    String list = "/v1/recommendations?person=" + person + "&limit=10&territory=";
    house.await(list + "DE&limit=60", answer -> answer.items("title").size() == 10);
    for (int i = 0; i < 20; i++) {
      taken(grant(catalogue + ":" + i, "acme", days("\"DE\"", "2026-01-01", "2026-12-31", "UTC")));
    }
    List<String> shown = house.get(list + "DE").items("title");
    assertThat(shown).hasSize(10);
    assertThat(shown)
        .allMatch(title -> Integer.parseInt(title.substring(title.indexOf(':') + 1)) < 20);
    assertThat(house.get(list + "FR").items("title")).isEmpty();
    taken(grant(catalogue + ":20", "acme", days("\"FR\"", "2026-01-01", "2026-06-20", "UTC")));
    taken(grant(catalogue + ":21", "acme", days("\"FR\"", "2026-01-01", "2026-12-31", "UTC")));
    House.Answer soon =
        house.await(
            list + "FR&device=tv", answer -> answer.items("reasonCode").contains("leaving"));
    assertThat(soon.items("title")).hasSize(2);
    assertThat(soon.items("reason")).containsOnlyOnce("Here until 2026-06-21 only");
    UUID self = UUID.randomUUID();
    House viewer = house.as(Ground.token("viewer." + self));
    assertThat(viewer.get("/v1/recommendations?territory=DE&person=" + self).text("parameter"))
        .as("where a viewer is they do not say themselves")
        .isEqualTo("territory");
  }

  @Test
  void aPolicyComesBackAsTheGrantThatItWas() {
    String title = title();
    String id =
        taken(
                grant(
                    title,
                    "acme",
                    """
                    "territories":["*"],"except":["FR"],"models":["tvod","svod"],
                    "devices":["tv"],"greatestHeight":2160,"exclusive":true,"fee":1000,
                    "currency":"EUR","firstDay":"2026-01-01","lastDay":"2026-12-31",
                    "zone":"Europe/Berlin","holdback":{"models":["svod"],"days":30}"""))
            .text("id");
    House.Answer policy = operator.get("/v1/rights/grants/" + id + "/policy");
    assertThat(policy.text("@context")).isEqualTo("http://www.w3.org/ns/odrl.jsonld");
    House.Answer again = operator.post("/v1/rights/policies", policy.body());
    assertThat(again.status()).as(again.body()).isEqualTo(200);
    assertThat(again.json()).isEqualTo(operator.get("/v1/rights/grants/" + id).json());
    assertThat(facts.count(fact -> fact.getRightsAmended() != null && id(fact).equals(id)))
        .isZero();
    House.Answer other =
        operator.post(
            "/v1/rights/policies", policy.body().replace("resolution", "absolutePosition"));
    assertThat(other.status()).isEqualTo(400);
    assertThat(other.text("parameter")).isEqualTo("constraint");
  }

  @Test
  void aSheetIsTakenWholeOrNotAtAllAndTwiceIsOnce() {
    String title = title();
    String licensor = "l" + UUID.randomUUID();
    String at = "/v1/rights/avails?licensor=" + licensor + "&zone=Europe/Berlin";
    String good =
        CSV_HEAD
            + ",FormatProfile,Exclusive\r\n"
            + "A1,%s,DE,SVOD,2026-01-01,2026-12-31,HD,Yes\r\n".formatted(title)
            + "A1,%s,AT,SVOD,2026-01-01,Open,HD,Yes\r\n".formatted(title);
    String bad = good + "A2,%s,ZZ,SVOD,2026-01-01,2026-12-31,HD,No\r\n".formatted(title);
    House.Answer refused = operator.post(at, bad);
    assertThat(refused.status()).isEqualTo(400);
    JsonNode row = refused.json().path("rows").get(0);
    assertThat(row.path("line").asInt()).isEqualTo(4);
    assertThat(row.path("column").asText()).isEqualTo("territories");
    assertThat(operator.get("/v1/rights/grants?licensor=" + licensor).items("id")).isEmpty();

    assertThat(operator.post(at, good).json().path("granted").asInt()).isEqualTo(2);
    assertThat(operator.post(at, good).json().path("unchanged").asInt()).isEqualTo(2);
    assertThat(why(title, "territory=DE&at=2026-12-31T22:59:59Z")).isEqualTo("granted");
    assertThat(why(title, "territory=DE&at=2026-12-31T23:00:00Z")).isEqualTo("window");
    assertThat(why(title, "territory=AT&at=2099-01-01T00:00:00Z")).isEqualTo("granted");

    House.Answer sheet = operator.get("/v1/rights/avails?licensor=" + licensor);
    assertThat(sheet.type()).startsWith("text/csv");
    assertThat(operator.post(at, sheet.body()).json().path("unchanged").asInt())
        .as(sheet.body())
        .isEqualTo(2);
    String gone =
        CSV_HEAD
            + ",FormatProfile,EntryType\r\n"
            + "A1,%s,DE,SVOD,2026-01-01,2026-12-31,HD,Full Delete\r\n".formatted(title);
    assertThat(operator.post(at, gone).json().path("ended").asInt()).isEqualTo(1);
    assertThat(operator.post(at, gone).json().path("unchanged").asInt()).isEqualTo(1);
    assertThat(why(title, "territory=DE")).isEqualTo("window");
    assertThat(operator.post(at, CSV_HEAD + ",Nonsense\r\n").text("detail")).contains("Nonsense");
  }
}
