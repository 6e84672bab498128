package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import playhouse.testbed.Broker;

class LadderTest {
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
  void withNothingButACatalogueTheNewestTitlesAreShown() {
    String shelf = shelf();
    WORLD.titleAt(Instant.parse("2026-01-01T00:00:00Z"), shelf + ":old", "Old", "Drama");
    WORLD.titleAt(Instant.parse("2026-02-01T00:00:00Z"), shelf + ":new", "New", "Comedy");
    House.Answer answer = house.await(ask(shelf + ":stranger"), a -> a.items("title").size() == 2);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.items("name")).containsExactly("New", "Old");
    assertThat(answer.text("servedBy")).isEqualTo("newest");
    assertThat(answer.json().path("cold").asBoolean()).isTrue();
    assertThat(answer.items("reasonCode")).containsOnly("new");
    assertThat(answer.items("reasonZh")).containsOnly("新上架");
  }

  @Test
  void aStrangerGetsWhatIsPopularAndTheNewestFillUpTheList() {
    String shelf = shelf();
    WORLD.title(shelf + ":a", "A", "Drama");
    WORLD.title(shelf + ":b", "B", "Comedy");
    WORLD.title(shelf + ":c", "C", "Horror");
    WORLD.list("popular:" + shelf, shelf + ":b", shelf + ":a");
    House.Answer answer =
        house.await(
            ask(shelf + ":stranger"),
            a ->
                a.items("name").equals(List.of("B", "A", "C"))
                    && a.text("servedBy").equals("popularity"));
    assertThat(answer.items("reasonCode")).containsExactly("popular", "popular", "new");
    assertThat(answer.items("reason").get(0)).isEqualTo("Popular right now");
  }

  @Test
  void whatIsSimilarToWhatThePersonTookComesFirstAndSaysWhy() {
    String shelf = shelf();
    UUID person = UUID.randomUUID();
    WORLD.title(shelf + ":seen", "Seen", "Drama");
    WORLD.title(shelf + ":like", "Like It", "Drama");
    WORLD.list("similar:" + shelf + ":seen", shelf + ":like", shelf + ":seen");
    WORLD.live(person, 1, shelf + ":seen");
    House.Answer answer =
        house.await(
            ask(person.toString()),
            a -> a.items("reason").equals(List.of("People who like Seen like this too")));
    assertThat(answer.items("name")).containsExactly("Like It");
    assertThat(answer.text("servedBy")).isEqualTo("item-item");
    assertThat(answer.items("title")).doesNotContain(shelf + ":seen");
    assertThat(answer.json().path("featuresVersion").asLong()).isEqualTo(1);
  }

  @Test
  void afterATitleComeTitlesLikeThatOne() {
    String shelf = shelf();
    WORLD.title(shelf + ":this", "This", "Drama");
    WORLD.title(shelf + ":that", "That", "Drama");
    WORLD.list("similar:" + shelf + ":this", shelf + ":that");
    House.Answer answer =
        house.await(
            "/v1/recommendations?surface=next&person="
                + UUID.randomUUID()
                + "&title="
                + shelf
                + ":this",
            a -> a.items("name").equals(List.of("That")) && a.text("servedBy").equals("item-item"));
    assertThat(answer.text("surface")).isEqualTo("next");
    assertThat(answer.text("title")).isEqualTo(shelf + ":this");
  }

  @Test
  void aWithdrawnTitleIsNeverShownAgainUntilItIsBack() {
    String shelf = shelf();
    String path = ask(shelf + ":stranger");
    WORLD.title(shelf + ":a", "A", "Drama");
    house.await(path, a -> a.items("name").contains("A"));
    WORLD.withdraw(shelf + ":a");
    house.await(path, a -> !a.items("name").contains("A"));
    assertThat(house.get("/v1/titles/" + shelf + ":a").status()).isEqualTo(404);
    WORLD.title(shelf + ":a", "A", "Drama");
    house.await(path, a -> a.items("name").contains("A"));
  }

  @Test
  void aWatchedTitleLeavesTheNextList() {
    String shelf = shelf();
    UUID person = UUID.randomUUID();
    WORLD.title(shelf + ":a", "A", "Drama");
    WORLD.title(shelf + ":b", "B", "Drama");
    WORLD.title(shelf + ":c", "C", "Drama");
    WORLD.live(person, 1, shelf + ":a");
    house.await(ask(person.toString()), a -> a.items("name").equals(List.of("C", "B")));
    WORLD.live(person, 2, shelf + ":a", shelf + ":b");
    house.await(ask(person.toString()), a -> a.items("name").equals(List.of("C")));
    WORLD.live(person, 1, shelf + ":a");
    WORLD.live(UUID.randomUUID(), 1, shelf + ":a");
    assertThat(house.get(ask(person.toString())).json().path("featuresVersion").asLong())
        .isEqualTo(2);
  }

  @Test
  void threeOfOneGenreDoNotStandInARowWhileThereIsAnother() {
    String shelf = shelf();
    for (int i = 0; i < 4; i++) {
      WORLD.titleAt(Instant.ofEpochSecond(100 - i), shelf + ":d" + i, "D" + i, "Drama");
    }
    WORLD.titleAt(Instant.ofEpochSecond(1), shelf + ":c", "C", "Comedy");
    House.Answer answer = house.await(ask(shelf + ":x"), a -> a.items("name").size() == 5);
    assertThat(answer.items("name")).containsExactly("D0", "D1", "C", "D2", "D3");
  }

  @Test
  void everyTenthPlaceOfTheFirstPageIsDrawnAndSaysHowLikelyThatWas() {
    String shelf = shelf();
    for (int i = 0; i < 40; i++) {
      WORLD.title(shelf + ":" + i, "T" + i, "G" + i);
    }
    String path = ask(shelf + ":x");
    house.await(path + "&limit=200", a -> a.items("name").size() == 40);
    House.Answer answer = house.get(path);
    assertThat(answer.items("propensity").get(0)).isEqualTo("1.0");
    assertThat(answer.items("propensity").get(9)).isEqualTo("0.1");
    assertThat(answer.items("propensity").get(19)).isEqualTo("0.1");
    assertThat(answer.items("title")).doesNotHaveDuplicates();
    assertThat(house.get(path).items("title")).isEqualTo(answer.items("title"));
  }

  private static String shelf() {
    return "s" + UUID.randomUUID().toString().substring(0, 8);
  }

  private static String ask(String person) {
    return "/v1/recommendations?person=" + person;
  }
}
