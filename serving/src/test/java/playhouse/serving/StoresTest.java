package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import playhouse.contracts.Family;
import playhouse.contracts.Topics;
import playhouse.contracts.facts.LiveFeatures;
import playhouse.contracts.facts.Prediction;
import playhouse.contracts.facts.Profile;
import playhouse.contracts.facts.RecentTitle;
import playhouse.testbed.Broker;

class StoresTest {
  private static final String KAFKA = Broker.shared().address();
  private static final World WORLD = new World(KAFKA);
  private static House house;

  @BeforeAll
  static void open() {
    house = House.open(KAFKA);
  }

  @AfterAll
  static void close() {
    house.close();
    WORLD.close();
  }

  @Test
  void aTitleIsShownWithAllThatIsKnown() {
    String id = "t-" + UUID.randomUUID();
    WORLD.title(id, "Hello 世界", "Drama");
    House.Answer answer = house.await("/v1/titles/" + id, a -> a.status() == 200);
    assertThat(answer.text("name")).isEqualTo("Hello 世界");
    assertThat(answer.json().path("genres").get(0).asText()).isEqualTo("Drama");
    assertThat(answer.json().has("synopsis")).isFalse();
  }

  @Test
  void anOlderWordOnATitleDoesNotUndoANewerOne() {
    String id = "t-" + UUID.randomUUID();
    WORLD.title(id, "Now", "Drama");
    WORLD.titleAt(java.time.Instant.parse("2001-01-01T00:00:00Z"), id, "Then", "Drama");
    String marker = "t-" + UUID.randomUUID();
    WORLD.title(marker, "marker", "Drama");
    house.await("/v1/titles/" + id, a -> a.status() == 200);
    assertThat(house.get("/v1/titles/" + id).text("name")).isEqualTo("Now");
  }

  @Test
  void whatModelsAnswerOfAPersonIsShownUntilTheyAreAskedNoMore() {
    UUID person = UUID.randomUUID();
    String path = "/v1/people/" + person + "/predictions";
    Prediction churn = new Prediction(person, "churn", "v1", "2026-11-21", 0.25, 0.2, 0.3);
    WORLD.prediction(churn);
    WORLD.prediction(Prediction.newBuilder(churn).setModel("conversion").build());
    House.Answer answer = house.await(path, a -> a.json().path("predictions").size() == 2);
    assertThat(answer.json().path("predictions").get(0).path("model").asText()).isEqualTo("churn");
    assertThat(answer.json().path("predictions").get(0).path("probability").asDouble())
        .isEqualTo(0.25);
    WORLD.noPrediction("churn", person);
    WORLD.noPrediction("conversion", person);
    house.await(path, a -> a.status() == 404);
  }

  @Test
  void aPersonIsShownAsBatchAndStreamKnowThem() {
    UUID person = UUID.randomUUID();
    String id = "t-" + UUID.randomUUID();
    WORLD.title(id, "Liked", "Drama");
    WORLD.live(person, 3, id, "unheard-of");
    String path = "/v1/people/" + person + "/profile";
    House.Answer streamOnly = house.await(path, a -> a.status() == 200);
    assertThat(streamOnly.json().has("profile")).isFalse();
    WORLD.profile(profile(person));
    House.Answer both = house.await(path, a -> a.json().has("profile"));
    assertThat(both.json().path("profile").path("genres").path("Drama").asDouble()).isEqualTo(1.0);
    var recent = both.json().path("live").path("recent");
    assertThat(recent.findValuesAsText("name")).contains("Liked", "unheard-of");
  }

  @Test
  void anAliasNamesTheSamePersonAsTheirPseudonym() {
    UUID person = playhouse.contracts.Pseudonyms.person("set", "42");
    WORLD.live(person, 1, "x");
    house.await("/v1/people/set:42/profile", a -> a.text("person").equals(person.toString()));
  }

  @Test
  void aStreamThatLostItsStateAndCountsAnewIsFollowed() {
    UUID person = UUID.randomUUID();
    String path = "/v1/people/" + person + "/profile";
    WORLD.liveFeatures(features(person, 900, "2026-01-01T00:00:00Z"));
    house.await(path, a -> a.json().path("live").path("version").asLong() == 900);
    WORLD.liveFeatures(features(person, 2, "2026-01-01T00:00:01Z"));
    house.await(path, a -> a.json().path("live").path("version").asLong() == 2);
  }

  @Test
  void garbageInATopicDoesNotStopWhatComesAfterIt() {
    for (String topic :
        List.of(
            Family.CATALOGUE.topic(),
            Topics.LIVE_FEATURES,
            Topics.PROFILES,
            Topics.CANDIDATES,
            Topics.MODELS,
            Topics.CONSENT,
            Family.RECOMMENDATION.topic())) {
      WORLD.garbage(topic);
    }
    String id = "t-" + UUID.randomUUID();
    UUID person = UUID.randomUUID();
    WORLD.title(id, "After", "Drama");
    WORLD.live(person, 1, id);
    house.await("/v1/titles/" + id, a -> a.status() == 200);
    house.await("/v1/people/" + person + "/profile", a -> a.status() == 200);
    try (House second = House.open(KAFKA)) {
      assertThat(second.get("/v1/titles/" + id).status()).isEqualTo(200);
    }
  }

  @Test
  void readyMeansThatEverythingWrittenBeforeIsKnown() {
    String id = "t-" + UUID.randomUUID();
    for (int i = 0; i < 3000; i++) {
      WORLD.liveFeatures(features(new UUID(7, i), 1, "2026-01-01T00:00:00Z"));
    }
    WORLD.title(id, "Last", "Drama");
    try (House fresh = House.starting(KAFKA)) {
      House.Answer ready = fresh.await("/ready", a -> a.status() == 200);
      assertThat(ready.json().path("checks").path(Topics.LIVE_FEATURES).path("holds").asBoolean())
          .isTrue();
      assertThat(fresh.get("/v1/titles/" + id).status()).isEqualTo(200);
      UUID last = new UUID(7, 2999);
      assertThat(fresh.get("/v1/people/" + last + "/profile").status()).isEqualTo(200);
    }
  }

  private static LiveFeatures features(UUID person, long version, String occurred) {
    java.time.Instant at = java.time.Instant.parse(occurred);
    return new LiveFeatures(
        person,
        version,
        at,
        List.of(new RecentTitle("x", at, 1f)),
        1L,
        1L,
        1L,
        ByteBuffer.allocate(0));
  }

  private static Profile profile(UUID person) {
    return Profile.newBuilder()
        .setPerson(person)
        .setDay("2026-11-21")
        .setGenres(Map.of("Drama", 1.0))
        .setPlatforms(Map.of("tv", 1.0))
        .setHours(List.of())
        .setRecencyDays(1)
        .setEvents28d(5)
        .setPlayedMillis28d(1000)
        .setValueMicros28d(0)
        .build();
  }
}
