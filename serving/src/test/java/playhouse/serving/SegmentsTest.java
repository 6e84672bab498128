package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import playhouse.contracts.Family;
import playhouse.contracts.facts.LiveFeatures;
import playhouse.contracts.facts.Prediction;
import playhouse.contracts.facts.RecentTitle;
import playhouse.contracts.facts.Recommendation;
import playhouse.testbed.Await;
import playhouse.testbed.Broker;

/** Segments as analysts make them and as people come and go: over HTTP, Kafka and PostgreSQL. */
class SegmentsTest {
  private static final String KAFKA = Broker.shared().address();
  private static final String SERVICES = EmptyServices.uri();
  private static House house;
  private static House analyst;
  private static World world;
  private static Facts<Recommendation> facts;

  @BeforeAll
  static void open() {
    house = start(Clock.systemUTC());
    analyst = house.as(Ground.token("analyst.ana"));
    world = new World(KAFKA);
    facts = new Facts<>(KAFKA, Family.RECOMMENDATION.topic(), Recommendation.class);
  }

  private static House start(Clock clock) {
    House fresh =
        House.starting(
            KAFKA,
            Map.of("PLAYHOUSE_SERVICES_URI", SERVICES, "PLAYHOUSE_SEGMENT_SWEEP_SECONDS", "1"),
            clock);
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
  void aConditionIsTriedBeforeItIsASegmentAndWhatItDoesNotKnowIsNamed() {
    String title = "t-" + UUID.randomUUID();
    List<UUID> people = Stream.generate(UUID::randomUUID).limit(7).toList();
    people.forEach(person -> world.live(person, 1, title, "other"));
    String tried = "{\"expression\":\"'%s' in recent_titles && plays > 1\"}".formatted(title);
    JsonNode[] found = new JsonNode[1];
    Await.until(
        "all are found",
        House.LIMIT,
        () -> {
          found[0] = analyst.post("/v1/segments/preview", tried).json();
          return found[0].path("matching").asInt() == 7;
        });
    assertThat(found[0].path("looked").asInt()).isGreaterThanOrEqualTo(7);
    assertThat(found[0].path("uses"))
        .extracting(JsonNode::asText)
        .containsExactly("plays", "recent_titles");
    assertThat(found[0].path("examples")).hasSize(5);
    JsonNode example = found[0].path("examples").get(0);
    assertThat(people).contains(UUID.fromString(example.path("person").asText()));
    assertThat(example.path("values").path("plays").asInt()).isEqualTo(2);
    assertThat(example.path("values").path("recent_titles"))
        .extracting(JsonNode::asText)
        .contains(title);

    for (String path : List.of("/v1/segments/preview", "/v1/segments")) {
      House.Answer unknown =
          analyst.post(
              path,
              path.endsWith("preview")
                  ? "{\"expression\":\"karma > 3\"}"
                  : segment("bad-one", "karma > 3", false));
      assertThat(unknown.status()).isEqualTo(400);
      assertThat(unknown.text("parameter")).isEqualTo("expression");
      assertThat(unknown.text("detail"))
          .contains("'karma'", "plays", "hours_since_active", "predictions", "plan");
      assertThat(unknown.text("detail")).contains("karma");
    }
    assertThat(analyst.post("/v1/segments", segment("bad-two", "plays", false)).status())
        .isEqualTo(400);
    // What looks for a model that was not asked fails on them, and is counted.
    House.Answer failing =
        analyst.post("/v1/segments/preview", "{\"expression\":\"predictions['none'] > 0.5\"}");
    assertThat(failing.json().path("failed").asInt())
        .isEqualTo(failing.json().path("looked").asInt());
  }

  @Test
  void whoComesAndWhoLeavesIsKnownWithinASecondAndToldOnce() {
    String title = "t-" + UUID.randomUUID();
    make("quick", "'%s' in recent_titles".formatted(title), false);
    List<UUID> people = Stream.generate(UUID::randomUUID).limit(40).toList();
    List<Long> millis = new ArrayList<>();
    for (UUID person : people) {
      long begun = System.nanoTime();
      world.live(person, 1, title);
      awaitSegments(person, "quick", true);
      millis.add((System.nanoTime() - begun) / 1_000_000);
    }
    long slowest = millis.stream().mapToLong(Long::longValue).max().orElseThrow();
    System.out.printf("from a changed profile to the segment, of 40: slowest %d ms%n", slowest);
    assertThat(slowest).isLessThanOrEqualTo(1_000);
    UUID gone = people.get(0);
    world.live(gone, 2, "another");
    awaitSegments(gone, "quick", false);
    facts.await(fact -> left(fact, "quick", gone));
    for (UUID person : people) {
      facts.await(fact -> entered(fact, "quick", person));
    }

    // Another process knows the same people, and tells nothing again.
    try (House other = start(Clock.systemUTC())) {
      UUID late = UUID.randomUUID();
      world.live(late, 1, title);
      awaitSegments(late, "quick", true);
      facts.await(fact -> entered(fact, "quick", late));
      assertThat(other.as(Ground.token("analyst.oth")).get("/v1/segments/quick").status())
          .isEqualTo(200);
    }
    try (House third = start(Clock.systemUTC())) {
      third.await("/ready", answer -> answer.status() == 200);
      UUID last = UUID.randomUUID();
      world.live(last, 1, title);
      facts.await(fact -> entered(fact, "quick", last));
    }
    assertThat(facts.count(fact -> isOf(fact, "quick"))).isEqualTo(40 + 1 + 2);
    Set<String> ids = new HashSet<>();
    facts.count(fact -> isOf(fact, "quick") && ids.add(fact.getEnvelope().getId()));
    assertThat(ids).hasSize(43);

    House.Answer whole = analyst.get("/v1/segments/quick");
    assertThat(whole.json().path("segment").path("size").asInt()).isEqualTo(41);
    JsonNode day = whole.json().path("days").get(0);
    assertThat(day.path("size").asInt()).isEqualTo(41);
    assertThat(day.path("entered").asInt()).isEqualTo(42);
    assertThat(day.path("left").asInt()).isEqualTo(1);
  }

  @Test
  void peopleAreToldInPages() {
    String title = "t-" + UUID.randomUUID();
    make("paged", "'%s' in recent_titles".formatted(title), false);
    Set<String> people = new HashSet<>();
    for (int i = 0; i < 25; i++) {
      UUID person = UUID.randomUUID();
      people.add(person.toString());
      world.live(person, 1, title);
    }
    awaitSize("paged", 25);
    Set<String> told = new HashSet<>();
    String at = "/v1/segments/paged/people?limit=10";
    int pages = 0;
    for (String next = ""; pages < 10; pages++) {
      House.Answer page = analyst.get(next.isEmpty() ? at : at + "&after=" + next);
      told.addAll(page.items("person"));
      next = page.text("next");
      if (next.isEmpty()) {
        break;
      }
    }
    assertThat(pages).isEqualTo(2);
    assertThat(told).isEqualTo(people);
  }

  @Test
  void whatIsTooSmallOrSensitiveIsNotGivenToWhoTargets() {
    String title = "t-" + UUID.randomUUID();
    String condition = "'%s' in recent_titles".formatted(title);
    make("open-one", condition, false);
    make("quiet-one", condition, true);
    List<UUID> people = Stream.generate(UUID::randomUUID).limit(19).toList();
    people.forEach(person -> world.live(person, 1, title));
    awaitSize("open-one", 19);
    awaitSize("quiet-one", 19);
    UUID person = people.get(0);
    assertThat(house.get(segments(person)).items("segment")).isEmpty();
    assertThat(house.get("/v1/segments").items("id")).doesNotContain("open-one", "quiet-one");
    assertThat(analyst.get(segments(person)).items("segment")).contains("open-one", "quiet-one");

    world.live(UUID.randomUUID(), 1, title);
    house.await(segments(person), answer -> answer.items("segment").contains("open-one"));
    assertThat(house.get(segments(person)).items("segment")).doesNotContain("quiet-one");
    assertThat(house.get("/v1/segments").items("id"))
        .contains("open-one")
        .doesNotContain("quiet-one");
  }

  @Test
  void whoTakesTheirConsentBackLeavesAndIsInNone() {
    String title = "t-" + UUID.randomUUID();
    make("willing", "'%s' in recent_titles".formatted(title), false);
    UUID person = UUID.randomUUID();
    world.live(person, 1, title);
    awaitSegments(person, "willing", true);
    world.consent(person, false);
    awaitSegments(person, "willing", false);
    facts.await(fact -> left(fact, "willing", person));
  }

  @Test
  void predictionsAndPlansCountAsSoonAsTheyChange() {
    String title = "t-" + UUID.randomUUID();
    make("leaving", "'%s' in recent_titles && predictions['churn'] > 0.7".formatted(title), false);
    make(
        "payers",
        "'%s' in recent_titles && plan == 'free' && country == 'DE'".formatted(title),
        false);
    UUID person = UUID.randomUUID();
    world.live(person, 1, title);
    world.prediction(new Prediction(person, "churn", "v1", "2026-11-21", 0.5, 0.4, 0.6));
    world.prediction(new Prediction(person, "churn", "v1", "2026-11-22", 0.8, 0.7, 0.9));
    awaitSegments(person, "leaving", true);
    assertThat(analyst.get(segments(person)).items("segment")).doesNotContain("payers");
    House.Answer subscribed =
        house.post(
            "/v1/subscriptions",
            "{\"person\":\"%s\",\"plan\":\"free\",\"country\":\"DE\"}".formatted(person));
    assertThat(subscribed.status()).as(subscribed.body()).isEqualTo(201);
    awaitSegments(person, "payers", true);
  }

  @Test
  void whatOnlyTimeChangesIsFoundToo() {
    String title = "t-" + UUID.randomUUID();
    Instant now = Instant.now();
    make("resting", "'%s' in recent_titles && hours_since_active > 24.0".formatted(title), false);
    UUID person = UUID.randomUUID();
    world.liveFeatures(
        LiveFeatures.newBuilder()
            .setPerson(person)
            .setVersion(1)
            .setOccurred(now)
            .setRecent(List.of(new RecentTitle(title, now, 1f)))
            .setPlays(1)
            .setPlayedMillis(1)
            .setInteractions(0)
            .build());
    HandClock clock = new HandClock(now);
    try (House later = start(clock)) {
      clock.forward(Duration.ofHours(25));
      facts.await(fact -> entered(fact, "resting", person));
    }
    // By the right time it is not so.
    facts.await(fact -> left(fact, "resting", person));
  }

  @Test
  void aSegmentThatSaysSomethingElseMovesItsPeopleAndARetiredOneHasNone() {
    String first = "t-" + UUID.randomUUID();
    String second = "t-" + UUID.randomUUID();
    make("moved", "'%s' in recent_titles".formatted(first), false);
    UUID one = UUID.randomUUID();
    UUID other = UUID.randomUUID();
    world.live(one, 1, first);
    world.live(other, 1, second);
    awaitSegments(one, "moved", true);
    String same = segment("moved", "'%s' in recent_titles".formatted(first), false);
    assertThat(analyst.post("/v1/segments", same).status()).isEqualTo(200);
    String next = "'%s' in recent_titles".formatted(second);
    House.Answer taken = analyst.post("/v1/segments", segment("moved", next, false));
    assertThat(taken.status()).isEqualTo(409);
    assertThat(taken.text("type")).endsWith("segment_taken");

    for (int twice = 0; twice < 2; twice++) {
      House.Answer changed = analyst.send("PUT", "/v1/segments/moved", words(next, false));
      assertThat(changed.json().path("version").asInt()).isEqualTo(2);
    }
    awaitSegments(other, "moved", true);
    awaitSegments(one, "moved", false);
    assertThat(analyst.get("/v1/segments/moved").json().path("versions")).hasSize(2);

    for (int twice = 0; twice < 2; twice++) {
      assertThat(analyst.delete("/v1/segments/moved").status()).isEqualTo(204);
    }
    awaitSegments(other, "moved", false);
    facts.await(fact -> left(fact, "moved", other));
    assertThat(analyst.send("PUT", "/v1/segments/nowhere", words(next, false)).status())
        .isEqualTo(404);
  }

  private static void make(String id, String condition, boolean sensitive) {
    House.Answer made = analyst.post("/v1/segments", segment(id, condition, sensitive));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
  }

  private static String segment(String id, String condition, boolean sensitive) {
    return "{\"id\":\"" + id + "\"," + words(condition, sensitive).substring(1);
  }

  private static String words(String condition, boolean sensitive) {
    return "{\"nameEn\":\"Some\",\"nameZh\":\"一些人\",\"expression\":\"%s\",\"sensitive\":%s}"
        .formatted(condition, sensitive);
  }

  private static String segments(UUID person) {
    return "/v1/people/" + person + "/segments";
  }

  private static void awaitSegments(UUID person, String segment, boolean inside) {
    analyst.await(segments(person), answer -> answer.items("segment").contains(segment) == inside);
  }

  private static void awaitSize(String segment, int size) {
    analyst.await(
        "/v1/segments/" + segment,
        answer -> answer.json().path("segment").path("size").asInt() == size);
  }

  private static boolean entered(Recommendation fact, String segment, UUID person) {
    return fact.getSegmentEntered() != null
        && fact.getSegmentEntered().getSegment().equals(segment)
        && person.equals(fact.getEnvelope().getPerson());
  }

  private static boolean left(Recommendation fact, String segment, UUID person) {
    return fact.getSegmentLeft() != null
        && fact.getSegmentLeft().getSegment().equals(segment)
        && person.equals(fact.getEnvelope().getPerson());
  }

  private static boolean isOf(Recommendation fact, String segment) {
    return (fact.getSegmentEntered() != null
            && fact.getSegmentEntered().getSegment().equals(segment))
        || (fact.getSegmentLeft() != null && fact.getSegmentLeft().getSegment().equals(segment));
  }
}
