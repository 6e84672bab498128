package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import playhouse.contracts.Family;
import playhouse.contracts.facts.Recommendation;
import playhouse.testbed.Broker;

/** People who were there before they signed in, and who share what they were there with. */
class MergesTest {
  private static People people;
  private static House analyst;
  private static World world;
  private static Facts<Recommendation> facts;

  @BeforeAll
  static void open() {
    people = new People(Map.of());
    analyst = people.house.as(Ground.token("analyst.ana"));
    world = new World(Broker.shared().address());
    facts =
        new Facts<>(Broker.shared().address(), Family.RECOMMENDATION.topic(), Recommendation.class);
  }

  @AfterAll
  static void close() {
    facts.close();
    world.close();
    people.close();
  }

  @Test
  void whatSomebodyDidBeforeTheySignedInIsTheirsUntilTheySayThatItIsNot() {
    String title = "t-" + UUID.randomUUID();
    UUID anonymous = UUID.randomUUID();
    world.live(anonymous, 1, title);
    People.Person ana = people.join();
    UUID person = UUID.fromString(ana.id());
    people.house.await(profile(anonymous), answer -> answer.status() == 200);

    long begun = System.nanoTime();
    signIn(ana, anonymous);
    ana.own().await(profile(person), answer -> titles(answer).contains(title));
    long millis = (System.nanoTime() - begun) / 1_000_000;
    System.out.printf("from signing in to the merged profile: %d ms%n", millis);
    assertThat(millis).isLessThan(1_000);
    facts.await(fact -> merged(fact, person, anonymous));
    String later = "t-" + UUID.randomUUID();
    world.live(anonymous, 2, title, later);
    world.live(person, 1, "own");
    ana.own()
        .await(profile(person), answer -> titles(answer).containsAll(List.of(title, later, "own")));
    assertThat(ana.own().get(profile(person)).json().path("live").path("plays").asInt())
        .isEqualTo(3);

    signIn(ana, anonymous);
    assertThat(ana.own().get("/v1/people/" + person + "/merges").items("pseudonym"))
        .containsExactly(anonymous.toString());
    for (int twice = 0; twice < 2; twice++) {
      House.Answer split = ana.own().post(at(person, "split"), other(anonymous));
      assertThat(split.status()).as(split.body()).isEqualTo(200);
      assertThat(split.json().path("merged").asBoolean()).isFalse();
    }
    ana.own().await(profile(person), answer -> titles(answer).equals(List.of("own")));
    // Who comes in there again is not taken for who was there once more.
    signIn(ana, anonymous);
    assertThat(ana.own().get("/v1/people/" + person + "/merges").items("pseudonym")).isEmpty();
    assertThat(titles(ana.own().get(profile(person)))).containsExactly("own");
    facts.await(
        fact ->
            fact.getProfileSplit() != null
                && person.equals(fact.getEnvelope().getPerson())
                && anonymous.equals(fact.getProfileSplit().getOther()));
    assertThat(facts.count(fact -> merged(fact, person, anonymous))).isOne();

    assertThat(ana.own().post(at(person, "merge"), other(anonymous)).status()).isEqualTo(200);
    ana.own().await(profile(person), answer -> titles(answer).contains(title));
  }

  @Test
  void segmentsGoByTheWholePerson() {
    String title = "t-" + UUID.randomUUID();
    House.Answer made =
        analyst.post(
            "/v1/segments",
            "{\"id\":\"whole\",\"nameEn\":\"Whole\",\"nameZh\":\"全部\",\"expression\":\"'%s' in recent_titles && plays >= 2\",\"sensitive\":false}"
                .formatted(title));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    UUID anonymous = UUID.randomUUID();
    UUID person = UUID.randomUUID();
    world.live(anonymous, 1, title);
    world.live(person, 1, "own");
    people.house.await(profile(person), answer -> answer.status() == 200);
    assertThat(people.house.post(at(person, "merge"), other(anonymous)).status()).isEqualTo(200);
    analyst.await(at(person, "segments"), answer -> answer.items("segment").contains("whole"));
    assertThat(analyst.get(at(anonymous, "segments")).items("segment")).isEmpty();
    people.house.post(at(person, "split"), other(anonymous));
    analyst.await(at(person, "segments"), answer -> answer.items("segment").isEmpty());
  }

  @Test
  void twoPeopleAreNotOne() {
    People.Person ana = people.join();
    People.Person ben = people.join();
    UUID person = UUID.fromString(ana.id());
    House.Answer two = ana.own().post(at(person, "merge"), other(UUID.fromString(ben.id())));
    assertThat(two.status()).isEqualTo(409);
    assertThat(two.text("type")).endsWith(":two_people");
    // Nobody is kept from signing in by it.
    signIn(ana, UUID.fromString(ben.id()));
    assertThat(ana.own().get(at(person, "merges")).items("pseudonym")).isEmpty();

    UUID shared = UUID.randomUUID();
    assertThat(ana.own().post(at(person, "merge"), other(shared)).status()).isEqualTo(200);
    UUID second = UUID.fromString(ben.id());
    assertThat(ben.own().post(at(second, "merge"), other(shared)).text("type"))
        .endsWith(":merged_elsewhere");
    assertThat(ben.own().post(at(second, "split"), other(shared)).text("type"))
        .endsWith(":not_merged");
    assertThat(ben.own().post(at(person, "split"), other(shared)).status()).isEqualTo(404);
    assertThat(ana.own().post(at(person, "merge"), other(person)).status()).isEqualTo(400);
    // Whoever has parts is nobody's part.
    UUID whole = UUID.randomUUID();
    people.house.post(at(whole, "merge"), other(UUID.randomUUID()));
    assertThat(ana.own().post(at(person, "merge"), other(whole)).text("type"))
        .endsWith(":merged_already");
    world.consent(second, false);
    ben.own()
        .await(
            at(second, "merges"),
            answer ->
                ben.own()
                    .post(at(second, "merge"), other(UUID.randomUUID()))
                    .text("type")
                    .endsWith(":no_consent"));
  }

  private static void signIn(People.Person who, UUID anonymous) {
    House.Answer in = people.login(who, People.PASSWORD, "X-Anonymous", anonymous.toString());
    assertThat(in.status()).as(in.body()).isEqualTo(200);
  }

  private static String other(UUID pseudonym) {
    return "{\"pseudonym\":\"" + pseudonym + "\"}";
  }

  private static String at(UUID person, String what) {
    return "/v1/people/" + person + "/" + what;
  }

  private static String profile(UUID person) {
    return at(person, "profile");
  }

  private static List<String> titles(House.Answer profile) {
    return profile.json().path("live").path("recent").findValuesAsText("title");
  }

  private static boolean merged(Recommendation fact, UUID person, UUID other) {
    return fact.getProfileMerged() != null
        && person.equals(fact.getEnvelope().getPerson())
        && other.equals(fact.getProfileMerged().getOther());
  }
}
