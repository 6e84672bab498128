package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import playhouse.contracts.Family;
import playhouse.contracts.facts.Subscription;
import playhouse.testbed.Broker;

/** Subscribing as viewers, agents and machines do: over HTTP. */
class SubscriptionTest {
  private static final String WANTED = "{\"plan\":\"standard\",\"country\":\"DE\"}";
  private static House house;
  private static Facts<Subscription> facts;

  @BeforeAll
  static void open() {
    String kafka = Broker.shared().address();
    house = House.open(kafka);
    facts = new Facts<>(kafka, Family.SUBSCRIPTION.topic(), Subscription.class);
  }

  @AfterAll
  static void close() {
    facts.close();
    house.close();
  }

  private static House viewer(UUID person) {
    return house.as(Ground.token("viewer." + person));
  }

  @Test
  void plansAreSoldByCountry() {
    assertThat(house.get("/v1/plans").items("id"))
        .containsExactly("family", "free", "premium", "standard", "standard-yearly");
    JsonNode prices = house.get("/v1/plans?country=CN").json().path("items").get(3).path("prices");
    assertThat(prices).hasSize(1);
    assertThat(prices.get(0).path("amount").path("currency").asText()).isEqualTo("CNY");
    assertThat(house.get("/v1/plans?country=cn").text("parameter")).isEqualTo("country");
  }

  @Test
  void whoSubscribesHasATrialOnceAndTheLakeIsTold() {
    UUID person = UUID.randomUUID();
    House viewer = viewer(person);
    House.Answer begun = viewer.post("/v1/subscriptions", WANTED);
    assertThat(begun.status()).isEqualTo(201);
    assertThat(begun.text("state")).isEqualTo("trial");
    assertThat(begun.json().path("price").toString())
        .isEqualTo("{\"amount\":\"9.99\",\"currency\":\"EUR\"}");
    String location = begun.header("Location");
    assertThat(viewer.get(location).text("id")).isEqualTo(begun.text("id"));
    assertThat(viewer.get("/v1/people/" + person + "/entitlement").text("state"))
        .isEqualTo("trial");

    House.Answer second = viewer.post("/v1/subscriptions", WANTED);
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.text("type")).isEqualTo("urn:playhouse:problem:already_subscribed");

    Subscription started =
        facts.await(
            fact ->
                person.equals(fact.getEnvelope().getPerson())
                    && fact.getType().equals("subscription.started"));
    assertThat(started.getSubscriptionStarted().getPriceMicros()).isEqualTo(9_990_000);
    assertThat(started.getSubscriptionStarted().getTrialDays()).isEqualTo(7);
    assertThat(facts.key(started)).isEqualTo(person);
    facts.await(
        fact ->
            person.equals(fact.getEnvelope().getPerson())
                && fact.getEntitlementChanged() != null
                && fact.getEntitlementChanged().getState().equals("trial"));
  }

  @Test
  void itEndsWithItsTermUnlessItIsToGoOnAfterAll() {
    House viewer = viewer(UUID.randomUUID());
    String location = viewer.post("/v1/subscriptions", WANTED).header("Location");
    House.Answer ending = viewer.post(location + "/cancel", "{\"reason\":\"price\"}");
    assertThat(ending.text("state")).isEqualTo("trial");
    assertThat(ending.text("ending")).isEqualTo("price");
    assertThat(viewer.post(location + "/cancel", "{\"reason\":\"other\"}").text("ending"))
        .isEqualTo("price");
    assertThat(viewer.post(location + "/resume", "").json().has("ending")).isFalse();
    assertThat(viewer.post(location + "/cancel", "{\"reason\":\"boredom\"}").text("parameter"))
        .isEqualTo("reason");
  }

  @Test
  void aViewerHasToDoWithTheirOwnAlone() {
    UUID person = UUID.randomUUID();
    String location = viewer(person).post("/v1/subscriptions", WANTED).header("Location");
    House other = viewer(UUID.randomUUID());
    assertThat(other.get(location).status()).isEqualTo(404);
    assertThat(other.get(location + "/invoices").status()).isEqualTo(404);
    assertThat(other.post(location + "/cancel", "{\"reason\":\"price\"}").status()).isEqualTo(404);
    assertThat(other.get("/v1/subscriptions?person=" + person).status()).isEqualTo(404);
    assertThat(other.get("/v1/people/" + person + "/entitlement").status()).isEqualTo(404);
    assertThat(other.get("/v1/people/" + person + "/profile").status()).isEqualTo(404);
    assertThat(other.get("/v1/recommendations?person=" + person).status()).isEqualTo(404);
    assertThat(house.get("/v1/subscriptions?person=" + person).items("plan"))
        .containsExactly("standard");
    assertThat(house.post("/v1/subscriptions", WANTED).text("parameter")).isEqualTo("person");
  }

  @Test
  void aRequestSentAgainWithItsKeyIsAnsweredTheSameAndDoneOnce() {
    House viewer = viewer(UUID.randomUUID());
    String key = UUID.randomUUID().toString();
    House.Answer first = viewer.send("POST", "/v1/subscriptions", WANTED, "Idempotency-Key", key);
    House.Answer again = viewer.send("POST", "/v1/subscriptions", WANTED, "Idempotency-Key", key);
    assertThat(first.header("Idempotent-Replayed")).isEmpty();
    assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    House.Answer other =
        viewer.send(
            "POST",
            "/v1/subscriptions",
            "{\"plan\":\"free\",\"country\":\"DE\"}",
            "Idempotency-Key",
            key);
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.text("type")).isEqualTo("urn:playhouse:problem:idempotency_key_reused");
    assertThat(
            viewer
                .send("POST", "/v1/subscriptions", WANTED, "Idempotency-Key", "x".repeat(256))
                .text("parameter"))
        .isEqualTo("Idempotency-Key");
  }

  @Test
  void ofManyWhoComeAtOnceOneSubscribes() throws Exception {
    String key = UUID.randomUUID().toString();
    List<House.Answer> same = atOnce(viewer(UUID.randomUUID()), "Idempotency-Key", key);
    assertThat(same).extracting(House.Answer::status).containsOnly(201);
    assertThat(same).extracting(House.Answer::body).containsOnly(same.get(0).body());
    List<House.Answer> without = atOnce(viewer(UUID.randomUUID()));
    assertThat(without).extracting(House.Answer::status).containsOnly(201, 409);
    assertThat(without).filteredOn(answer -> answer.status() == 201).hasSize(1);
  }

  private static List<House.Answer> atOnce(House viewer, String... headers) throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(12);
    try {
      Callable<House.Answer> call = () -> viewer.send("POST", "/v1/subscriptions", WANTED, headers);
      List<House.Answer> answers = new java.util.ArrayList<>();
      for (Future<House.Answer> done :
          callers.invokeAll(IntStream.range(0, 12).mapToObj(i -> call).toList())) {
        answers.add(done.get());
      }
      return answers;
    } finally {
      callers.shutdown();
    }
  }

  @Test
  void whatWasDoneStandsInTheAuditLogAndWhatWasRefusedDoesNot() {
    UUID person = UUID.randomUUID();
    House viewer = viewer(person);
    String location = viewer.post("/v1/subscriptions", WANTED).header("Location");
    viewer.post("/v1/subscriptions", WANTED);
    viewer.send("POST", location + "/resume", "", "X-Request-Id", "mine-" + person);
    House admin = house.as(Ground.token("admin.ana"));
    String path = "/v1/audit?limit=1&caller=viewer." + person;
    House.Answer newest = admin.get(path);
    assertThat(newest.items("action")).containsExactly("POST /v1/subscriptions/{id}/resume");
    assertThat(newest.items("request")).containsExactly("mine-" + person);
    House.Answer before = admin.get(path + "&cursor=" + newest.text("next"));
    assertThat(before.items("action")).containsExactly("POST /v1/subscriptions");
    assertThat(before.items("object")).containsExactly(location);
    assertThat(before.json().has("next")).isFalse();
    assertThat(admin.get("/v1/audit?cursor=nonsense").text("parameter")).isEqualTo("after");
    assertThat(admin.get("/v1/audit/chain").json().path("whole").asBoolean()).isTrue();
  }

  @Test
  void problemsAreToldInChineseToo() {
    House.Answer answer =
        house.send("GET", "/v1/plans?country=x", "", "Accept-Language", "zh-CN,en;q=0.5");
    assertThat(answer.header("Content-Language")).isEqualTo("zh");
    assertThat(answer.text("title")).isEqualTo("参数不符合要求");
    assertThat(answer.text("type")).isEqualTo("urn:playhouse:problem:bad_parameter");
    assertThat(answer.text("parameter")).isEqualTo("country");
  }

  @Test
  void whatRunsHereIsListedWithTheFactsItTold() {
    UUID person = UUID.randomUUID();
    viewer(person).post("/v1/subscriptions", WANTED);
    House.Answer systems =
        house.await(
            "/v1/systems",
            answer -> facts(answer, "S5.1") >= 2 && answer.body().contains("自动化订阅管理"));
    assertThat(systems.items("health")).containsOnly("up");
    assertThat(systems.items("id")).contains("S5.1", "S6.1", "S9.2");
  }

  private static long facts(House.Answer systems, String id) {
    for (JsonNode system : systems.json().path("items")) {
      if (system.path("id").asText().equals(id)) {
        return system.path("factsLastHour").asLong();
      }
    }
    return 0;
  }
}
