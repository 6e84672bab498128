package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import playhouse.testbed.Await;
import playhouse.testbed.Broker;

class OutageTest {

  @Test
  void withoutKafkaListsAreStillMadeFeedbackIsRefusedAndBothComeBack() {
    UUID person = UUID.randomUUID();
    String home = "/v1/recommendations?person=" + person;
    try (Broker broker = Broker.fresh();
        World world = new World(broker.address());
        House house = House.open(broker.address())) {
      world.title("a", "A", "Drama");
      world.live(person, 1, "seen");
      House.Answer before = house.await(home, a -> a.items("name").contains("A"));

      broker.kill();
      assertThat(house.get(home).items("name")).containsExactly("A");
      House.Answer refused = give(house, before, person);
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.type()).startsWith("application/problem+json");
      assertThat(house.get("/health").status()).isEqualTo(200);

      broker.start();
      Await.until(
          "feedback is taken again",
          House.LIMIT,
          () -> give(house, before, person).status() == 200);
      world.title("b", "B", "Drama");
      house.await(home, a -> a.items("name").contains("B"));
    }
  }

  private static House.Answer give(House house, House.Answer list, UUID person) {
    String body = "{\"person\":\"" + person + "\",\"title\":\"a\",\"action\":\"clicked\"}";
    return house.post("/v1/recommendations/" + list.text("served") + "/feedback", body);
  }
}
