package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import playhouse.contracts.facts.TitleUpserted;
import playhouse.testbed.Broker;

/** What profiles with an age limit are shown. */
class KidsTest {
  private static final String SHELF = "k" + UUID.randomUUID().toString().substring(0, 8);

  @Test
  void aChildIsShownWhatSuitsThemFromTheMomentTheirProfileHasALimit() {
    try (People people = new People(Map.of());
        World world = new World(Broker.shared().address())) {
      for (int i = 0; i < 60; i++) {
        TitleUpserted.Builder film =
            TitleUpserted.newBuilder()
                .setTitle(SHELF + ":" + i)
                .setKind("film")
                .setName("Panda " + i)
                .setGenres(List.of("G" + i % 5))
                .setExclusive(false);
        world.title(i % 2 == 0 ? film.setMinimumAge(i % 18) : film, Instant.now());
      }
      People.Person ana = people.join();
      House.Answer kid = ana.own().post("/v1/profiles", "{\"name\":\"Kim\",\"mostAge\":6}");
      assertThat(kid.status()).as(kid.body()).isEqualTo(201);
      String person = kid.text("person");
      world.live(UUID.fromString(person), 1, SHELF + ":1");
      String list = "/v1/recommendations?limit=60&person=" + person;
      House.Answer shown =
          people.house.await(
              list, a -> a.items("title").size() == 15 && !a.json().path("cold").asBoolean());
      assertThat(shown.items("title")).allMatch(title -> age(title) <= 6);
      House.Answer found =
          people.house.await(
              "/v1/search?q=panda&limit=100&person=" + person, a -> !a.items("title").isEmpty());
      assertThat(found.items("title")).allMatch(title -> age(title) <= 6);
      String path = "/v1/profiles/" + kid.text("id");
      assertThat(ana.own().send("PUT", path, "{\"name\":\"Kim\",\"mostAge\":2}").status())
          .isEqualTo(200);
      House.Answer fewer = people.house.await(list, a -> a.items("title").size() == 8);
      assertThat(fewer.items("title")).allMatch(title -> age(title) <= 2);
      assertThat(ana.own().send("PUT", path, "{\"name\":\"Kim\"}").status()).isEqualTo(200);
      people.house.await(list, a -> a.items("title").size() == 59);
    }
  }

  /** Nobody said one of those with odd numbers. */
  private static int age(String title) {
    int number = Integer.parseInt(title.substring(title.indexOf(':') + 1));
    return number % 2 == 0 ? number % 18 : 99;
  }
}
