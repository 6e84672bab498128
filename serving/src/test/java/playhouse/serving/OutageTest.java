package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import playhouse.contracts.Family;
import playhouse.contracts.facts.Recommendation;
import playhouse.testbed.Broker;

class OutageTest {

  @Test
  void withoutKafkaListsAreStillMadeAndFeedbackComesThereLater() {
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
      House.Answer taken = give(house, before, person);
      assertThat(taken.status()).as("it waits in the outbox").isEqualTo(200);
      assertThat(house.get("/health").status()).isEqualTo(200);

      broker.start();
      try (Facts<Recommendation> facts =
          new Facts<>(broker.address(), Family.RECOMMENDATION.topic(), Recommendation.class)) {
        facts.await(fact -> fact.getEnvelope().getId().equals(taken.text("id")));
      }
      world.title("b", "B", "Drama");
      house.await(home, a -> a.items("name").contains("B"));
    }
  }

  private static House.Answer give(House house, House.Answer list, UUID person) {
    String body = "{\"person\":\"" + person + "\",\"title\":\"a\",\"action\":\"clicked\"}";
    return house.post("/v1/recommendations/" + list.text("served") + "/feedback", body);
  }
}
