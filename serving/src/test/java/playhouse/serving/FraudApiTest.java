package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import playhouse.testbed.Broker;

/** Lists, rules and back-tests as those who fight fraud meet them: over HTTP. */
class FraudApiTest {
  private static House house;

  @BeforeAll
  static void open() {
    String kafka = Broker.shared().address();
    house = House.starting(kafka, Map.of("PLAYHOUSE_SERVICES_URI", EmptyServices.uri()));
    house = house.as(Ground.token("operator.ana"));
    house.await("/ready", answer -> answer.status() == 200);
  }

  @AfterAll
  static void close() {
    house.close();
  }

  @Test
  void onlyMachinesTellWhatWasSeen() {
    String seen =
        "{\"person\":\"%s\",\"kind\":\"ip\",\"value\":\"192.0.2.7\"}".formatted(UUID.randomUUID());
    assertThat(house.post("/v1/fraud/signals", seen).status()).isEqualTo(403);
    House machine = house.as(Ground.KEY);
    assertThat(machine.post("/v1/fraud/signals", seen).status()).isEqualTo(204);
    House.Answer odd = machine.post("/v1/fraud/signals", seen.replace("192.0.2.7", "999.0.0.1"));
    assertThat(odd.text("parameter")).isEqualTo("value");
  }

  @Test
  void aListThatIsExportedCanBeImportedAgain() {
    String item =
        "{\"items\":[{\"kind\":\"phone\",\"value\":\"+8613800138000\",\"verdict\":\"deny\","
            + "\"reason\":\"tested\",\"days\":3}]}";
    assertThat(house.post("/v1/fraud/lists", item).status()).isEqualTo(200);
    House.Answer exported = house.get("/v1/fraud/lists");
    assertThat(exported.body()).doesNotContain("138001").contains("operator.ana");
    String hash = exported.items("hash").get(0);
    assertThat(house.delete("/v1/fraud/lists/phone/" + hash).status()).isEqualTo(204);
    assertThat(house.delete("/v1/fraud/lists/phone/" + hash).status()).isEqualTo(404);
    assertThat(
            house
                .post(
                    "/v1/fraud/lists", item.replace("value\":\"+8613800138000", "hash\":\"" + hash))
                .status())
        .isEqualTo(200);
    assertThat(house.get("/v1/fraud/lists").items("hash")).contains(hash);
    assertThat(house.post("/v1/fraud/lists", item.replace("3}", "0}")).status()).isEqualTo(400);
    assertThat(house.post("/v1/fraud/lists", "{\"items\":[null]}").status()).isEqualTo(400);
  }

  @Test
  void aRuleBeginsInTheShadowAndANonsenseIsNone() {
    String rule =
        "{\"code\":\"api-dear\",\"expression\":\"amount > 500.0\",\"verdict\":\"review\"}";
    House.Answer written = house.post("/v1/fraud/rules", rule);
    assertThat(written.json().path("rule").path("mode").asText()).isEqualTo("shadow");
    assertThat(written.json().path("tried").isInt()).isTrue();
    House.Answer typo = house.post("/v1/fraud/rules", rule.replace("amount", "amont"));
    assertThat(typo.status()).isEqualTo(400);
    assertThat(typo.text("parameter")).isEqualTo("expression");
    House.Answer live = house.send("PUT", "/v1/fraud/rules/api-dear/mode", "{\"mode\":\"live\"}");
    assertThat(live.text("mode")).isEqualTo("live");
    assertThat(house.get("/v1/fraud/rules").items("code")).containsOnlyOnce("api-dear");
  }

  @Test
  void aBacktestIsDoneByTheClock() {
    House.Answer begun =
        house.post("/v1/fraud/backtests", "{\"rules\":[],\"model\":0,\"days\":30}");
    assertThat(begun.status()).isEqualTo(201);
    JsonNode done =
        house
            // Looks often, which must not keep the others from asking.
            .as(Ground.token("operator.watch"))
            .await(begun.header("Location"), answer -> answer.text("state").equals("done"))
            .json();
    assertThat(done.path("recall").isNumber()).isTrue();
    assertThat(
            house
                .post("/v1/fraud/backtests", "{\"rules\":[],\"model\":99,\"days\":30}")
                .text("parameter"))
        .isEqualTo("model");
    assertThat(house.post("/v1/fraud/models", "").text("type")).endsWith("too_little_known");
  }
}
