package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import playhouse.contracts.Family;
import playhouse.contracts.facts.Envelope;
import playhouse.contracts.facts.Recommendation;
import playhouse.contracts.facts.RecommendationClicked;
import playhouse.contracts.facts.RecommendationServed;
import playhouse.contracts.facts.ServedItem;
import playhouse.testbed.Broker;

/** Experiments as those who run them and those who are in them meet them: over HTTP. */
class ExperimentTest {
  private static final String KAFKA = Broker.shared().address();
  private static final String SERVICES = EmptyServices.uri();
  private static final String FLAGS = "/ofrep/v1/evaluate/flags";
  private static House house;
  private static House operator;
  private static World world;
  private static Facts<Recommendation> facts;

  @BeforeAll
  static void open() {
    house = start();
    operator = house.as(Ground.token("operator.olga"));
    world = new World(KAFKA);
    facts = new Facts<>(KAFKA, Family.RECOMMENDATION.topic(), Recommendation.class);
  }

  private static House start() {
    House fresh = House.starting(KAFKA, Map.of("PLAYHOUSE_SERVICES_URI", SERVICES));
    fresh.await("/ready", answer -> answer.status() == 200);
    return fresh;
  }

  @AfterAll
  static void close() {
    facts.close();
    world.close();
    house.close();
  }

  @Test
  void anExperimentIsDesignedBegunAndEndedAndNobodyChangesItMeanwhile() {
    layer("life");
    String design = design("life-one", "life", 0, 10_000, "");
    assertThat(operator.post("/v1/experiments", design).status()).isEqualTo(201);
    // Sent again it is the same one; another of its key is refused.
    assertThat(operator.post("/v1/experiments", design).status()).isEqualTo(200);
    assertThat(
            operator.post("/v1/experiments", design("life-one", "life", 0, 5_000, "")).text("type"))
        .endsWith("experiment_taken");
    UUID person = UUID.randomUUID();
    assertThat(flag("life-one", person, "").text("reason")).isEqualTo("DISABLED");
    assertThat(flag("life-one", person, "").text("value")).isEqualTo("old");

    String other = design("life-one", "life", 0, 9_000, "");
    assertThat(operator.send("PUT", "/v1/experiments/life-one", other).status()).isEqualTo(200);
    assertThat(begin("life-one").status()).isEqualTo(200);
    assertThat(begin("life-one").status()).isEqualTo(200);
    House.Answer refused = operator.send("PUT", "/v1/experiments/life-one", other);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text("type")).endsWith("experiment_begun");
    facts.await(
        fact ->
            fact.getExperimentStarted() != null
                && fact.getExperimentStarted().getExperiment().equals("life-one"));

    House.Answer ended =
        operator.post(
            "/v1/experiments/life-one/end", "{\"state\":\"concluded\",\"variant\":\"new\"}");
    assertThat(ended.text("state")).isEqualTo("concluded");
    assertThat(flag("life-one", person, "").text("reason")).isEqualTo("STATIC");
    assertThat(flag("life-one", person, "").text("variant")).isEqualTo("new");
    facts.await(
        fact ->
            fact.getExperimentConcluded() != null
                && fact.getExperimentConcluded().getExperiment().equals("life-one")
                && fact.getExperimentConcluded().getReason().equals("people"));
  }

  @Test
  void everybodyKeepsTheirVariantOverARestartAndIsToldOfOncePerDay() {
    layer("sticky");
    run("sticky-one", "sticky", 0, 10_000, "");
    Map<UUID, String> variants = new HashMap<>();
    for (int i = 0; i < 60; i++) {
      UUID person = UUID.randomUUID();
      variants.put(person, flag("sticky-one", person, "").text("variant"));
    }
    assertThat(Set.copyOf(variants.values())).containsExactlyInAnyOrder("control", "new");
    try (House other = start()) {
      variants.forEach(
          (person, variant) -> {
            House.Answer again =
                other.post(FLAGS + "/sticky-one", context(person, "\"platform\":\"tv\""));
            assertThat(again.text("variant")).isEqualTo(variant);
            assertThat(again.text("reason")).isEqualTo("SPLIT");
          });
      for (UUID person : variants.keySet()) {
        facts.await(fact -> exposed(fact, "sticky-one", person));
      }
    }
    Set<String> ids = new HashSet<>();
    for (UUID person : variants.keySet()) {
      facts.await(fact -> exposed(fact, "sticky-one", person));
    }
    // Two processes told: the id is the same, so the lake holds each once.
    facts.count(
        fact -> {
          if (fact.getExperimentExposed() != null
              && fact.getExperimentExposed().getExperiment().equals("sticky-one")) {
            ids.add(fact.getEnvelope().getId());
          }
          return false;
        });
    assertThat(ids).hasSize(60);
  }

  @Test
  void experimentsOfALayerHaveNobodyInCommonAndItsHoldoutIsInNone() {
    assertThat(operator.post("/v1/layers", "{\"name\":\"shared\",\"holdoutPlaces\":2000}").status())
        .isEqualTo(201);
    run("shared-one", "shared", 0, 6_000, "");
    run("shared-two", "shared", 6_000, 10_000, "");
    operator.post("/v1/experiments", design("shared-three", "shared", 5_999, 7_000, ""));
    House.Answer refused = begin("shared-three");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text("detail")).contains("shared-one", "shared-two");
    int both = 0;
    int neither = 0;
    for (int i = 0; i < 200; i++) {
      UUID person = UUID.randomUUID();
      boolean one = flag("shared-one", person, "").text("reason").equals("SPLIT");
      boolean two = flag("shared-two", person, "").text("reason").equals("SPLIT");
      both += one && two ? 1 : 0;
      neither += one || two ? 0 : 1;
    }
    assertThat(both).isZero();
    // A fifth of 200: within four deviations.
    assertThat(neither).isBetween(17, 63);
  }

  @Test
  void onlyThoseAreInItWhomItIsFor() {
    layer("aimed");
    run("aimed-one", "aimed", 0, 10_000, "platform == 'tv' && country in ['CN','SG']");
    UUID person = UUID.randomUUID();
    assertThat(flag("aimed-one", person, "\"platform\":\"tv\",\"country\":\"CN\"").text("reason"))
        .isEqualTo("SPLIT");
    assertThat(flag("aimed-one", person, "\"platform\":\"web\"").text("reason"))
        .isEqualTo("DEFAULT");
    House.Answer bad =
        operator.post("/v1/experiments", design("aimed-two", "aimed", 0, 9, "platform == 7"));
    assertThat(bad.status()).isEqualTo(400);
    assertThat(bad.text("parameter")).isEqualTo("targeting");
  }

  @Test
  void whatOfrepRefusesHasItsCode() {
    layer("ofrep");
    run("ofrep-one", "ofrep", 0, 10_000, "");
    assertThat(flag("no-such-flag", UUID.randomUUID(), "").text("errorCode"))
        .isEqualTo("FLAG_NOT_FOUND");
    House.Answer unnamed = house.post(FLAGS + "/ofrep-one", "{\"context\":{}}");
    assertThat(unnamed.status()).isEqualTo(400);
    assertThat(unnamed.text("errorCode")).isEqualTo("TARGETING_KEY_MISSING");
    assertThat(unnamed.text("key")).isEqualTo("ofrep-one");
    assertThat(house.post(FLAGS + "/ofrep-one", "{").text("errorCode")).isEqualTo("PARSE_ERROR");
    String asked = context(UUID.randomUUID(), "");
    House.Answer all = house.post(FLAGS, asked);
    assertThat(all.json().path("flags").findValuesAsText("key")).contains("ofrep-one");
    // What others begin and end meanwhile changes the answer: asked again until it stood still.
    house.await("/ready", ready -> isUnchanged(asked));
  }

  private static boolean isUnchanged(String asked) {
    String tag = house.post(FLAGS, asked).header("ETag");
    return house.send("POST", FLAGS, asked, "If-None-Match", tag).status() == 304;
  }

  @Test
  void aReadoutComparesPeopleWhoseWindowsAreClosedAndConcludesWhatIsSure() {
    layer("shown");
    run("shown-one", "shown", 0, 10_000, "");
    world.statistics("shown-one", "control", 5_000, 100, 0.01);
    world.statistics("shown-one", "new", 5_000, 120, 0.01);
    house.as(Ground.token("analyst.ana"));
    House.Answer readout =
        operator.await(
            "/v1/experiments/shown-one/readout?slice=all",
            answer -> answer.json().path("effects").size() > 0);
    JsonNode line = line(readout, "time_spent");
    assertThat(line.path("difference").asDouble()).isEqualTo(20);
    assertThat(line.path("conclusive").asBoolean()).isTrue();
    assertThat(line.path("kpi").asText()).isEqualTo("K3.1");
    assertThat(readout.json().path("sampleRatioAlarm").asBoolean()).isFalse();
    House.Answer ended =
        operator.await(
            "/v1/experiments/shown-one", answer -> answer.text("state").equals("concluded"));
    assertThat(ended.text("variant")).isEqualTo("new");
    assertThat(ended.text("reason")).isEqualTo("effect");
    assertThat(house.as(Ground.token("admin.adam")).get("/v1/audit").body())
        .contains("concluded by effect");
  }

  @Test
  void harmEndsAnExperimentThoughItIsNotToEndByItself() {
    layer("harm");
    run("harm-one", "harm", 0, 10_000, "", false);
    world.statistics("harm-one", "control", 5_000, 100, 0.01);
    world.statistics("harm-one", "new", 5_000, 120, 0.05);
    House.Answer ended =
        operator.await(
            "/v1/experiments/harm-one", answer -> answer.text("state").equals("stopped"));
    assertThat(ended.text("variant")).isEqualTo("control");
    assertThat(ended.text("reason")).isEqualTo("guardrail");
    Recommendation told =
        facts.await(
            fact ->
                fact.getExperimentConcluded() != null
                    && fact.getExperimentConcluded().getExperiment().equals("harm-one"));
    assertThat(told.getExperimentConcluded().getMetric()).isEqualTo("error_rate");
  }

  @Test
  void whereTooFewCameToOneSideTheAlarmSoundsAndNothingIsConcluded() {
    layer("uneven");
    run("uneven-one", "uneven", 0, 10_000, "");
    world.statistics("uneven-one", "control", 5_000, 100, 0.01);
    world.statistics("uneven-one", "new", 4_300, 120, 0.01);
    House.Answer alarm =
        operator.await("/v1/experiments/uneven-one", answer -> !answer.text("srm").isEmpty());
    assertThat(alarm.text("state")).isEqualTo("running");
    facts.await(
        fact ->
            fact.getExperimentSrmDetected() != null
                && fact.getExperimentSrmDetected().getExperiment().equals("uneven-one"));
    House.Answer readout = operator.get("/v1/experiments/uneven-one/readout");
    assertThat(readout.json().path("sampleRatioAlarm").asBoolean()).isTrue();
    assertThat(line(readout, "time_spent").path("conclusive").asBoolean()).isTrue();
    assertThat(operator.get("/v1/experiments/uneven-one").text("state")).isEqualTo("running");
  }

  @Test
  void aSizeIsToldForOneLookAndForManyAndNonsenseIsRefused() {
    JsonNode size =
        operator
            .post(
                "/v1/sample-sizes",
                "{\"mean\":100,\"deviation\":400,\"lift\":0.05,\"alpha\":0.05,\"power\":0.8}")
            .json();
    // 2 (1.959964 + 0.841621)^2 * 400^2 / 5^2 = 100 465.66.
    assertThat(size.path("fixed").asLong()).isEqualTo(100_466);
    assertThat(size.path("sequential").asLong()).isGreaterThan(150_000);
    assertThat(
            operator
                .post("/v1/sample-sizes", "{\"mean\":7,\"lift\":0.1,\"alpha\":0.05,\"power\":0.8}")
                .text("parameter"))
        .isEqualTo("deviation");
  }

  @Test
  void aPolicyThatNobodyTriedIsEstimatedFromListsThatWereServed() {
    Random random = new Random(23);
    for (int list = 0; list < 600; list++) {
      String id = UUID.randomUUID().toString();
      int title = random.nextInt(4);
      served(id, "policy-title-" + title);
      if (random.nextDouble() < 0.1 + 0.2 * title) {
        clicked(id, "policy-title-" + title);
      }
    }
    JsonNode greedy =
        operator
            .await(
                "/v1/policies/greedy/estimate?surface=policies",
                answer -> answer.status() == 200 && answer.json().path("rows").asInt() >= 300)
            .json();
    double logged = greedy.path("logged").asDouble();
    assertThat(greedy.path("ips").path("value").asDouble()).isGreaterThan(logged + 0.1);
    assertThat(greedy.path("dr").path("low").asDouble()).isGreaterThan(logged);
    assertThat(operator.get("/v1/policies/no-such/estimate").status()).isEqualTo(404);
  }

  private static void served(String list, String title) {
    world.recommendation(
        Recommendation.newBuilder()
            .setEnvelope(envelope("served/" + list))
            .setType("recommendation.served")
            .setRecommendationServed(
                RecommendationServed.newBuilder()
                    .setServed(list)
                    .setSurface("policies")
                    .setModel("recommender")
                    .setModelVersion("1")
                    .setMillis(1)
                    .setItems(
                        List.of(
                            ServedItem.newBuilder()
                                .setTitle(title)
                                .setPosition(0)
                                .setScore(1)
                                .setPropensity(0.25)
                                .setCandidateSource("test")
                                .setReason("popular")
                                .build()))
                    .build())
            .build());
  }

  private static void clicked(String list, String title) {
    world.recommendation(
        Recommendation.newBuilder()
            .setEnvelope(envelope("clicked/" + list))
            .setType("recommendation.clicked")
            .setRecommendationClicked(new RecommendationClicked(list, title))
            .build());
  }

  private static Envelope envelope(String id) {
    Instant now = Instant.now();
    return Envelope.newBuilder()
        .setId(id)
        .setSource("/tests")
        .setOccurred(now)
        .setSent(now)
        .setReceived(now)
        .build();
  }

  private static boolean exposed(Recommendation fact, String experiment, UUID person) {
    return fact.getExperimentExposed() != null
        && fact.getExperimentExposed().getExperiment().equals(experiment)
        && person.equals(fact.getEnvelope().getPerson());
  }

  private static JsonNode line(House.Answer readout, String metric) {
    for (JsonNode line : readout.json().path("effects")) {
      if (line.path("metric").asText().equals(metric)
          && line.path("slice").asText().equals("all")) {
        return line;
      }
    }
    throw new AssertionError("no line of " + metric + " in " + readout.body());
  }

  private static void layer(String name) {
    House.Answer made =
        operator.post("/v1/layers", "{\"name\":\"" + name + "\",\"holdoutPlaces\":0}");
    assertThat(made.status()).as(made.body()).isIn(200, 201);
  }

  private static void run(String key, String layer, int from, int until, String targeting) {
    run(key, layer, from, until, targeting, true);
  }

  private static void run(
      String key, String layer, int from, int until, String targeting, boolean automatic) {
    String design =
        design(key, layer, from, until, targeting)
            .replace("\"automatic\":true", "\"automatic\":" + automatic);
    House.Answer made = operator.post("/v1/experiments", design);
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    assertThat(begin(key).status()).isEqualTo(200);
  }

  private static House.Answer begin(String key) {
    return operator.post("/v1/experiments/" + key + "/start", "");
  }

  private static String design(String key, String layer, int from, int until, String targeting) {
    return """
    {"key":"%s","hypothesis":"The new one makes people watch longer.","layer":"%s",
     "fromPlace":%d,"untilPlace":%d,
     "arms":[{"variant":"control","weight":1,"value":"old"},
             {"variant":"new","weight":1,"value":"fresh"}],
     "targeting":"%s","slices":["platform"],"metric":"time_spent",
     "guardrails":[{"metric":"error_rate","tolerance":0.05}],"windowHours":168,"alpha":0.05,
     "minimumPeople":2000,"automatic":true}
    """
        .formatted(key, layer, from, until, targeting);
  }

  private static House.Answer flag(String key, UUID person, String attributes) {
    return house.post(FLAGS + "/" + key, context(person, attributes));
  }

  private static String context(UUID person, String attributes) {
    String more = attributes.isEmpty() ? "" : "," + attributes;
    return "{\"context\":{\"targetingKey\":\"" + person + "\"" + more + "}}";
  }
}
