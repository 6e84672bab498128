package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import playhouse.contracts.Family;
import playhouse.contracts.facts.Interaction;
import playhouse.contracts.facts.Recommendation;
import playhouse.testbed.Await;
import playhouse.testbed.Broker;

class FeedbackTest {
  private static final String KAFKA = Broker.shared().address();
  private static final World WORLD = new World(KAFKA);
  private static final String SHELF = "f" + UUID.randomUUID().toString().substring(0, 8);
  private static final Facts<Recommendation> RECOMMENDATIONS =
      new Facts<>(KAFKA, Family.RECOMMENDATION.topic(), Recommendation.class);
  private static final Facts<Interaction> INTERACTIONS =
      new Facts<>(KAFKA, Family.INTERACTION.topic(), Interaction.class);
  private static House house;

  @BeforeAll
  static void open() {
    WORLD.title(SHELF + ":a", "A", "Drama");
    WORLD.title(SHELF + ":b", "B", "Comedy");
    house = House.open(KAFKA);
  }

  @AfterAll
  static void close() {
    house.close();
    WORLD.close();
    RECOMMENDATIONS.close();
    INTERACTIONS.close();
  }

  @Test
  void aServedListIsWrittenDownAsItWasShown() {
    UUID person = viewer();
    House.Answer list = ask(person);
    Recommendation fact = RECOMMENDATIONS.await(f -> isServed(f, list.text("served")));
    assertThat(fact.getEnvelope().getPerson()).isEqualTo(person);
    assertThat(fact.getEnvelope().getSource()).isEqualTo("/serving");
    assertThat(RECOMMENDATIONS.key(fact)).isEqualTo(person);
    assertThat(RECOMMENDATIONS.header(fact, "ce_type")).isEqualTo("recommendation.served");
    var served = fact.getRecommendationServed();
    assertThat(served.getSurface()).isEqualTo("home");
    assertThat(served.getItems())
        .extracting(item -> item.getTitle())
        .isEqualTo(list.items("title"));
    assertThat(served.getItems().get(0).getReason()).isEqualTo("new");
    assertThat(served.getItems().get(0).getPropensity()).isEqualTo(1.0);
    assertThat(served.getItems().get(0).getCandidateSource()).isEqualTo("newest");
    assertThat(served.getRankedBy()).isEqualTo(list.text("rankedBy"));
    assertThat(served.getInputNames()).contains("newest", "likeness", "freshness");
    assertThat(served.getItems())
        .allSatisfy(item -> assertThat(item.getInputs()).hasSameSizeAs(served.getInputNames()));
    int newest = served.getInputNames().indexOf("newest");
    assertThat(served.getItems().get(0).getInputs().get(newest)).isEqualTo(1f);
  }

  @Test
  void feedbackIsInKafkaWhenItIsAnsweredAndTwiceTheSameIsOneFact() {
    UUID person = viewer();
    String served = ask(person).text("served");
    House.Answer first = give(served, person, SHELF + ":b", "clicked");
    House.Answer again = give(served, person, SHELF + ":b", "clicked");
    assertThat(first.status()).isEqualTo(200);
    assertThat(again.text("id")).isEqualTo(first.text("id"));
    Recommendation fact =
        RECOMMENDATIONS.await(f -> f.getEnvelope().getId().equals(first.text("id")));
    assertThat(fact.getType()).isEqualTo("recommendation.clicked");
    assertThat(fact.getRecommendationClicked().getServed()).isEqualTo(served);
    assertThat(fact.getRecommendationClicked().getTitle()).isEqualTo(SHELF + ":b");
    assertThat(fact.getEnvelope().getPerson()).isEqualTo(person);
  }

  @Test
  void feedbackWithAKeyIsTakenOnceAndStandsInTheAuditLog() {
    UUID person = viewer();
    String served = ask(person).text("served");
    String path = "/v1/recommendations/" + served + "/feedback";
    House viewer = house.as(Ground.token("viewer." + person));
    String body = body(person, SHELF + ":b", "clicked");
    House.Answer first = viewer.send("POST", path, body, "Idempotency-Key", "k1");
    House.Answer again = viewer.send("POST", path, body, "Idempotency-Key", "k1");
    assertThat(first.status()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    String liked = body(person, SHELF + ":b", "liked");
    assertThat(viewer.send("POST", path, liked, "Idempotency-Key", "k1").status()).isEqualTo(409);
    House.Answer entries =
        house.as(Ground.token("admin.auditor")).get("/v1/audit?caller=viewer." + person);
    assertThat(entries.items("object")).containsExactly(path);
    UUID other = UUID.randomUUID();
    assertThat(
            house
                .as(Ground.token("viewer." + other))
                .post(path, body(person, SHELF + ":b", "clicked"))
                .status())
        .isEqualTo(404);
  }

  @Test
  void factsBearTheTraceOfWhatTheyTellOf() {
    UUID person = viewer();
    String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    House.Answer list =
        house.send(
            "GET",
            "/v1/recommendations?person=" + person,
            "",
            "traceparent",
            "00-" + trace + "-00f067aa0ba902b7-00");
    Recommendation fact = RECOMMENDATIONS.await(f -> isServed(f, list.text("served")));
    assertThat(RECOMMENDATIONS.header(fact, "ce_traceparent"))
        .startsWith("00-" + trace)
        .isEqualTo(list.header("traceresponse"));
  }

  @Test
  void aLikeIsAnInteractionAndWavingAwayARecommendation() {
    UUID person = viewer();
    String served = ask(person).text("served");
    String liked = give(served, person, SHELF + ":b", "liked").text("id");
    String dismissed = give(served, person, SHELF + ":b", "dismissed").text("id");
    Interaction like = INTERACTIONS.await(f -> f.getEnvelope().getId().equals(liked));
    assertThat(like.getLikeAdded().getTitle()).isEqualTo(SHELF + ":b");
    Recommendation away = RECOMMENDATIONS.await(f -> f.getEnvelope().getId().equals(dismissed));
    assertThat(away.getRecommendationDismissed().getTitle()).isEqualTo(SHELF + ":b");
  }

  @Test
  void whatCannotBeMeantIsRefused() {
    UUID person = viewer();
    String served = ask(person).text("served");
    assertThat(give(UUID.randomUUID().toString(), person, SHELF + ":b", "clicked").status())
        .isEqualTo(404);
    assertThat(give(served, UUID.randomUUID(), SHELF + ":b", "clicked").text("parameter"))
        .isEqualTo("person");
    assertThat(give(served, person, "another", "clicked").text("parameter")).isEqualTo("title");
    assertThat(give(served, person, SHELF + ":b", "shrugged").text("parameter"))
        .isEqualTo("action");
    String path = "/v1/recommendations/" + served + "/feedback";
    assertThat(house.post(path, "{\"person\":").text("parameter")).isEqualTo("body");
    assertThat(house.post(path, "[]").text("parameter")).isEqualTo("body");
    assertThat(house.post(path, "").text("parameter")).isEqualTo("body");
    assertThat(
            house
                .post(path, "{\"person\":7,\"title\":\"t\",\"action\":\"liked\"}")
                .text("parameter"))
        .isEqualTo("person");
    House.Answer large = house.post(path, "{\"person\":\"" + "x".repeat(100_000) + "\"}");
    assertThat(large.status()).isEqualTo(413);
    assertThat(large.type()).startsWith("application/problem+json");
  }

  @Test
  void aListServedBeforeARestartStillTakesFeedback() {
    UUID person = viewer();
    String served = ask(person).text("served");
    RECOMMENDATIONS.await(f -> isServed(f, served));
    try (House other = House.open(KAFKA)) {
      String body = body(person, SHELF + ":b", "clicked");
      House.Answer answer = other.post("/v1/recommendations/" + served + "/feedback", body);
      assertThat(answer.status()).isEqualTo(200);
    }
  }

  @Test
  void factsDoNotNameWhoDidNotAgreeToThat() {
    UUID person = viewer();
    WORLD.consent(person, false);
    Await.until(
        "consent has arrived",
        House.LIMIT,
        () -> {
          String served = ask(person).text("served");
          Recommendation fact = RECOMMENDATIONS.await(f -> isServed(f, served));
          return fact.getEnvelope().getPerson() == null;
        });
    String served = ask(person).text("served");
    String id = give(served, person, SHELF + ":b", "clicked").text("id");
    Recommendation fact = RECOMMENDATIONS.await(f -> f.getEnvelope().getId().equals(id));
    assertThat(fact.getEnvelope().getPerson()).isNull();
  }

  private static UUID viewer() {
    UUID person = UUID.randomUUID();
    WORLD.live(person, 1, SHELF + ":a");
    house.await("/v1/recommendations?person=" + person, a -> !a.json().path("cold").asBoolean());
    return person;
  }

  private static House.Answer ask(UUID person) {
    return house.get("/v1/recommendations?person=" + person);
  }

  private static House.Answer give(String served, UUID person, String title, String action) {
    return house.post("/v1/recommendations/" + served + "/feedback", body(person, title, action));
  }

  private static String body(UUID person, String title, String action) {
    return """
        {"person":"%s","title":"%s","action":"%s"}"""
        .formatted(person, title, action);
  }

  private static boolean isServed(Recommendation fact, String served) {
    return fact.getRecommendationServed() != null
        && fact.getRecommendationServed().getServed().equals(served);
  }
}
