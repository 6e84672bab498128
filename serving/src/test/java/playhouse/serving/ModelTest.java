package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import playhouse.contracts.facts.ModelPointer;
import playhouse.models.ranking.Formula;
import playhouse.models.ranking.OutcomeModel;
import playhouse.testbed.Broker;

class ModelTest {
  private static final String KAFKA = Broker.shared().address();
  private static final World WORLD = new World(KAFKA);
  private static final String SHELF = "m" + UUID.randomUUID().toString().substring(0, 8);
  private static final UUID PERSON = UUID.randomUUID();
  private static final String HOME = "/v1/recommendations?person=" + PERSON;

  @TempDir static Path models;

  private static House house;
  private static ModelPointer first;

  @BeforeAll
  static void open() {
    for (int i = 0; i < 8; i++) {
      WORLD.title(Artifacts.name(SHELF, i), "Film " + (char) ('A' + i), "G" + i);
    }
    WORLD.live(PERSON, 1, Artifacts.name(SHELF, 2), Artifacts.name(SHELF, 1));
    first = Artifacts.inOrder(models, SHELF, 8, 1);
    WORLD.model(first);
    house = House.open(KAFKA);
  }

  @AfterAll
  static void close() {
    house.close();
    WORLD.close();
  }

  @Test
  void theModelRanksWithTheReasonThatSpokeMost() {
    House.Answer answer = house.await(HOME, a -> a.text("servedBy").equals("model"));
    assertThat(answer.items("name").get(0)).isEqualTo("Film D");
    assertThat(answer.items("reason").get(0)).isEqualTo("Because you watched Film C");
    assertThat(answer.items("reasonZh").get(0)).isEqualTo("因为你看过《Film C》");
    assertThat(answer.items("name")).doesNotContain("Film B", "Film C").contains("Film A");
    assertThat(answer.text("modelVersion")).isNotEmpty();
  }

  @Test
  void afterATitleComesWhatPeopleTakeAfterIt() {
    String path = HOME + "&surface=next&title=" + Artifacts.name(SHELF, 4);
    House.Answer answer = house.await(path, a -> a.text("servedBy").equals("model"));
    assertThat(answer.items("name").get(0)).isEqualTo("Film F");
    assertThat(answer.items("reason").get(0)).isEqualTo("Often chosen after Film E");
    assertThat(answer.items("name")).doesNotContain("Film E");
  }

  @Test
  void aStrangerGetsWhatIsPopularAndIsToldSo() {
    String path = "/v1/recommendations?person=" + SHELF + ":stranger";
    House.Answer answer = house.await(path, a -> a.items("name").size() == 8);
    assertThat(answer.json().path("cold").asBoolean()).isTrue();
    assertThat(answer.items("reasonCode")).containsOnly("popular");
  }

  @Test
  void aNewPointerSwapsTheModelAndABadOneKeepsIt() throws IOException {
    ModelPointer second = Artifacts.inOrder(models, SHELF, 8, 2);
    WORLD.model(second);
    house.await(HOME, a -> a.text("modelVersion").equals(second.getVersion()));

    WORLD.model(ModelPointer.newBuilder(first).setSha256("00ff").build());
    house.await("/health", a -> a.body().contains("refused version"));
    assertThat(house.get(HOME).text("modelVersion")).isEqualTo(second.getVersion());

    ModelPointer third = Artifacts.inOrder(models, SHELF, 8, 3);
    Path file = models.resolve(third.getVersion()).resolve("model.bin");
    Files.write(file, new byte[] {1, 2, 3});
    WORLD.model(third);
    house.await("/health", a -> a.body().contains(third.getVersion()));
    assertThat(house.get(HOME).text("modelVersion")).isEqualTo(second.getVersion());
    assertThat(house.get("/ready").status()).isEqualTo(200);
    assertThat(house.get("/metrics").body())
        .contains("playhouse_model_refusals_total{model=\"recommender\"} 2.0");

    WORLD.model(first);
    house.await(HOME, a -> a.text("modelVersion").equals(first.getVersion()));
    assertThat(house.get("/health").body()).doesNotContain("refused version");
  }

  @Test
  void aLearntRankerPutsListsInItsOwnOrderAndADamagedOneKeepsIt() throws IOException {
    House.Answer usual = house.await(HOME, a -> a.text("servedBy").equals("model"));
    assertThat(usual.text("rankedBy")).startsWith("formula-1/");
    double[] never = {-9, -9, -9, -9, 9, 9};
    OutcomeModel contrary =
        new OutcomeModel("", new double[6], Map.of("model", never, "popularity", never));
    WORLD.model(Artifacts.ranker(models, "contrary", contrary));
    House.Answer turned = house.await(HOME, a -> a.text("rankedBy").startsWith("learnt-contrary"));
    assertThat(turned.items("name").get(0)).isNotEqualTo(usual.items("name").get(0));

    ModelPointer damaged = Artifacts.ranker(models, "damaged", Formula.MODEL);
    Files.write(models.resolve("ranker/damaged/model.bin"), new byte[] {1, 2, 3});
    WORLD.model(damaged);
    house.await("/health", a -> a.body().contains("damaged"));
    assertThat(house.get(HOME).text("rankedBy")).startsWith("learnt-contrary");

    WORLD.model(Artifacts.ranker(models, "formula", Formula.MODEL));
    house.await(HOME, a -> a.text("rankedBy").startsWith("learnt-formula"));
    assertThat(house.get(HOME).items("name").get(0)).isEqualTo(usual.items("name").get(0));
  }
}
