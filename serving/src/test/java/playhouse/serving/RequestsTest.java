package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import playhouse.testbed.Broker;

class RequestsTest {
  private static House house;

  @BeforeAll
  static void open() {
    house = House.open(Broker.shared().address());
  }

  @AfterAll
  static void close() {
    house.close();
  }

  @ParameterizedTest
  @CsvSource({
    "'', person",
    "person=, person",
    "person=nobody, person",
    "person=ml-1m:, person",
    "person=ml-1m:1&limit=0, limit",
    "person=ml-1m:1&limit=201, limit",
    "person=ml-1m:1&limit=many, limit",
    "person=ml-1m:1&limit=99999999999, limit",
    "person=ml-1m:1&surface=sidebar, surface",
    "person=ml-1m:1&surface=next, title",
  })
  void aBadParameterIsRefusedByName(String query, String parameter) {
    House.Answer answer = house.get("/v1/recommendations?" + query);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.type()).startsWith("application/problem+json");
    assertThat(answer.text("parameter")).isEqualTo(parameter);
    assertThat(answer.text("detail")).contains(parameter);
  }

  @Test
  void aVeryLongParameterIsRefused() {
    String query = "person=ml-1m:1&surface=next&title=" + "x".repeat(2000);
    assertThat(house.get("/v1/recommendations?" + query).text("parameter")).isEqualTo("title");
  }

  @Test
  void unknownThingsAreNotFoundInProblemWords() {
    assertThat(house.get("/v1/titles/nothing").status()).isEqualTo(404);
    assertThat(house.get("/v1/people/" + UUID.randomUUID() + "/profile").status()).isEqualTo(404);
    assertThat(house.get("/v1/people/somebody/profile").status()).isEqualTo(400);
    String predictions = "/v1/people/" + UUID.randomUUID() + "/predictions";
    assertThat(house.get(predictions).status()).isEqualTo(404);
    House.Answer nowhere = house.get("/v1/nowhere");
    assertThat(nowhere.status()).isEqualTo(404);
    assertThat(nowhere.type()).startsWith("application/problem+json");
    assertThat(house.post("/v1/recommendations", "{}").status()).isEqualTo(405);
  }

  @Test
  void theProcessTellsHowItIs() {
    assertThat(house.get("/health").text("status")).isEqualTo("up");
    house.get("/v1/recommendations?person=ml-1m:1");
    assertThat(house.get("/metrics").body())
        .contains("playhouse_recommendation_seconds_bucket{stage=\"hydrate\"")
        .contains("playhouse_live_features")
        .contains("playhouse_recommendations_total{by=");
  }
}
