package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import playhouse.contracts.Family;
import playhouse.contracts.facts.Acquisition;
import playhouse.testbed.Broker;

/** Keys for players, as players meet them: over HTTP. */
class LicencesTest {
  private static final String DATABASE = EmptyServices.uri();
  private static final HandClock CLOCK = new HandClock(Instant.parse("2026-06-15T12:00:00Z"));
  private static House house;
  private static House operator;
  private static Facts<Acquisition> facts;

  @BeforeAll
  static void open() {
    String kafka = Broker.shared().address();
    house =
        House.starting(
            kafka,
            Map.of("PLAYHOUSE_SERVICES_URI", DATABASE, "PLAYHOUSE_TRUSTED_PROXIES", "127.0.0.0/8"),
            CLOCK);
    house.await("/ready", answer -> answer.status() == 200);
    operator = house.as(Ground.token("operator.kay"));
    facts = new Facts<>(kafka, Family.ACQUISITION.topic(), Acquisition.class);
  }

  @AfterAll
  static void close() {
    facts.close();
    house.close();
  }

  /** Somebody with a plan, who comes by a proxy that says where they are. */
  private record Viewer(UUID id, House house) {
    private static Viewer withPlan() {
      Viewer viewer = without();
      House.Answer begun =
          viewer.house().post("/v1/subscriptions", "{\"plan\":\"standard\",\"country\":\"DE\"}");
      assertThat(begun.status()).as(begun.body()).isEqualTo(201);
      return viewer;
    }

    private static Viewer without() {
      UUID id = UUID.randomUUID();
      return new Viewer(id, LicencesTest.house.as(Ground.token("viewer." + id)));
    }

    private String challenge() {
      return house.post("/v1/licences/challenges", "{}").text("challenge");
    }

    private House.Answer ask(String title, String kid, String country, String challenge) {
      return house.send(
          "POST",
          "/v1/licences?play=p1&device=web&title=" + title + "&challenge=" + challenge,
          "{\"kids\":[\"" + kid + "\"],\"type\":\"temporary\"}",
          "X-Country",
          country);
    }

    private House.Answer ask(String title, String kid) {
      return ask(title, kid, "DE", challenge());
    }

    private House.Answer renew(String licence, String kid) {
      return house.send(
          "POST",
          "/v1/licences/" + licence + "/renew?challenge=" + challenge(),
          "{\"kids\":[\"" + kid + "\"]}",
          "X-Country",
          "DE");
    }
  }

  private static String title() {
    return "k" + UUID.randomUUID().toString().substring(0, 8) + ":1";
  }

  private static JsonNode key(String title, int height) {
    return operator.post("/v1/titles/" + title + "/keys", "{\"height\":" + height + "}").json();
  }

  private static String grant(String title, String more) {
    Instant now = CLOCK.instant();
    House.Answer granted =
        operator.post(
            "/v1/rights/grants",
            """
            {"title":"%s","licensor":"acme","territories":["DE"],"models":["svod"],
             "from":"%s","until":"%s"%s}"""
                .formatted(
                    title, now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(9)), more));
    assertThat(granted.status()).as(granted.body()).isEqualTo(201);
    return granted.text("id");
  }

  @Test
  void whoMayWatchIsGivenTheKeyAsClearKeyReadsIt() {
    String title = title();
    JsonNode key = key(title, 0);
    grant(title, "");
    House.Answer given = Viewer.withPlan().ask(title, key.path("kid64").asText());
    assertThat(given.status()).as(given.body()).isEqualTo(200);
    assertThat(given.text("type")).isEqualTo("temporary");
    JsonNode jwk = given.json().path("keys").get(0);
    assertThat(jwk.path("kty").asText()).isEqualTo("oct");
    assertThat(jwk.path("kid").asText()).isEqualTo(key.path("kid64").asText());
    assertThat(jwk.path("k").asText()).isEqualTo(key.path("k").asText());
    assertThat(Base64.getUrlDecoder().decode(jwk.path("k").asText())).hasSize(16);
    assertThat(given.header("Licence-Seconds")).isEqualTo("300");
    assertThat(given.header("Cache-Control")).isEqualTo("no-store");
    facts.await(
        fact ->
            fact.getLicenceIssued() != null
                && fact.getLicenceIssued().getLicence().equals(given.header("Licence-Id")));
  }

  @Test
  void whyNotIsToldByTheTitle() {
    String title = title();
    String kid = key(title, 0).path("kid64").asText();
    grant(title, "");
    Viewer viewer = Viewer.withPlan();
    assertThat(viewer.ask(title, kid, "FR", viewer.challenge()).text("why")).isEqualTo("territory");
    assertThat(Viewer.without().ask(title, kid).text("why")).isEqualTo("plan");
    assertThat(Viewer.without().ask(title, kid).status()).isEqualTo(403);
    facts.await(
        fact ->
            fact.getLicenceDenied() != null
                && fact.getLicenceDenied().getTitle().equals(title)
                && fact.getLicenceDenied().getReason().equals("plan"));
  }

  /** Whether a key that is not the title's is another's or nobody's does not show. */
  @Test
  void keysOfOthersAndKeysOfNobodyAreTheSame() {
    String title = title();
    String mine = key(title, 0).path("kid64").asText();
    String theirs = key(title(), 0).path("kid64").asText();
    grant(title, "");
    Viewer viewer = Viewer.withPlan();
    House.Answer another = viewer.ask(title, theirs);
    House.Answer none = viewer.ask(title, "AAECAwQFBgcICQoLDA0ODw");
    assertThat(another.status()).isEqualTo(403);
    assertThat(another.body()).isEqualTo(none.body());
    House.Answer keyless = viewer.ask(title(), mine);
    House.Answer keylessNone = viewer.ask(title(), "AAECAwQFBgcICQoLDA0ODw");
    assertThat(keyless.body()).isEqualTo(keylessNone.body());
    Viewer stranger = Viewer.without();
    assertThat(stranger.ask(title, mine).body()).isEqualTo(stranger.ask(title, theirs).body());
  }

  @Test
  void aRequestThatComesAgainIsWorthNothing() {
    String title = title();
    String kid = key(title, 0).path("kid64").asText();
    grant(title, "");
    Viewer viewer = Viewer.withPlan();
    String challenge = viewer.challenge();
    assertThat(viewer.ask(title, kid, "DE", challenge).status()).isEqualTo(200);
    House.Answer again = viewer.ask(title, kid, "DE", challenge);
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.text("type")).endsWith("licence_replayed");
    Viewer other = Viewer.withPlan();
    assertThat(other.ask(title, kid, "DE", viewer.challenge()).text("type"))
        .as("another's challenge")
        .endsWith("challenge_over");
    assertThat(viewer.ask(title, kid, "DE", "nonsense").text("type")).endsWith("challenge_over");
    String old = viewer.challenge();
    CLOCK.forward(Duration.ofMinutes(3));
    assertThat(viewer.ask(title, kid, "DE", old).text("type")).endsWith("challenge_over");
  }

  @Test
  void aLicenceGoesOnUntilItMayNotAndIsThatOfItsOwner() {
    String title = title();
    String kid = key(title, 0).path("kid64").asText();
    String granted = grant(title, "");
    Viewer viewer = Viewer.withPlan();
    String licence = viewer.ask(title, kid).header("Licence-Id");
    CLOCK.forward(Duration.ofMinutes(4));
    assertThat(viewer.renew(licence, kid).status()).isEqualTo(200);
    assertThat(viewer.house().get("/v1/licences/" + licence).json().path("renewals").asInt())
        .isEqualTo(1);
    Viewer other = Viewer.withPlan();
    assertThat(other.renew(licence, kid).status()).isEqualTo(404);
    assertThat(other.house().get("/v1/licences/" + licence).status()).isEqualTo(404);
    assertThat(other.house().delete("/v1/licences/" + licence).status()).isEqualTo(404);
    operator.post("/v1/rights/grants/" + granted + "/end", "{}");
    viewer
        .house()
        .await("/v1/licences/" + licence, answer -> answer.text("state").equals("revoked"));
    assertThat(viewer.house().get("/v1/licences/" + licence).text("why")).isEqualTo("window");
    assertThat(viewer.renew(licence, kid).text("type")).endsWith("licence_over");
    assertThat(viewer.ask(title, kid).text("why")).isEqualTo("window");
    facts.await(
        fact ->
            fact.getLicenceRevoked() != null
                && fact.getLicenceRevoked().getLicence().equals(licence));
  }

  @Test
  void aLicenceEndsWithTheWindowAndIsTakenBackIfSomebodySaysSo() {
    String title = title();
    String kid = key(title, 0).path("kid64").asText();
    Instant now = CLOCK.instant();
    operator.post(
        "/v1/rights/grants",
        """
        {"title":"%s","licensor":"acme","territories":["DE"],"models":["svod"],
         "from":"%s","until":"%s"}"""
            .formatted(title, now.minusSeconds(9), now.plusSeconds(100)));
    Viewer viewer = Viewer.withPlan();
    House.Answer given = viewer.ask(title, kid);
    assertThat(Integer.parseInt(given.header("Licence-Seconds"))).isBetween(90, 100);
    String at = "/v1/licences/" + given.header("Licence-Id");
    assertThat(viewer.house().delete(at).status()).isEqualTo(204);
    assertThat(viewer.house().delete(at).status()).isEqualTo(204);
    assertThat(viewer.house().get(at).text("state")).isEqualTo("revoked");
    CLOCK.forward(Duration.ofSeconds(100));
    assertThat(viewer.ask(title, kid).text("why")).isEqualTo("window");
  }

  @Test
  void aTrackOfMoreLinesThanAreGrantedIsNotOpened() {
    String title = title();
    String hd = key(title, 1080).path("kid64").asText();
    String uhd = key(title, 2160).path("kid64").asText();
    grant(title, ",\"greatestHeight\":1080");
    Viewer viewer = Viewer.withPlan();
    assertThat(viewer.ask(title, hd).status()).isEqualTo(200);
    assertThat(viewer.ask(title, uhd).status()).isEqualTo(403);
  }

  @Test
  void keysLieSealedAndAreMadeOnce() {
    String title = title();
    UUID kid = UUID.randomUUID();
    String body = "{\"kid\":\"" + kid + "\"}";
    JsonNode first = operator.post("/v1/titles/" + title + "/keys", body).json();
    JsonNode again = operator.post("/v1/titles/" + title + "/keys", body).json();
    assertThat(again).isEqualTo(first);
    assertThat(operator.post("/v1/titles/" + title() + "/keys", body).text("type"))
        .endsWith("key_taken");
    House.Answer known = operator.get("/v1/titles/" + title + "/keys");
    assertThat(known.items("kid")).containsExactly(kid.toString());
    assertThat(known.body()).doesNotContain(first.path("k").asText());
  }
}
