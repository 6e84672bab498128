package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import playhouse.contracts.Family;
import playhouse.contracts.facts.Platform;
import playhouse.testbed.Broker;

class BoardsTest {
  private static final String MORNING =
      """
      {"name":"Morning","tiles":[{"kpi":"K2.2","measure":"dau","days":28,"width":2},
       {"kpi":"K6.1","measure":"p95","by":"cdn","chart":"bars"}]}""";

  private static House ana;
  private static House ben;

  @BeforeAll
  static void open() {
    House house = House.open(Broker.shared().address());
    ana = house.as(Ground.token("analyst.ana"));
    ben = house.as(Ground.token("operator.ben"));
  }

  @AfterAll
  static void close() {
    ana.close();
  }

  private static House.Answer put(House who, String at, String body) {
    return who.send("PUT", at, body);
  }

  @Test
  void whatIsSavedIsThereForItsOwnerAndForOthersOnceItIsShared() {
    House.Answer saved = ana.post("/v1/boards", MORNING);
    assertThat(saved.status()).as(saved.body()).isEqualTo(201);
    String at = "/v1/boards/" + saved.text("id");
    assertThat(ana.get(at).json().at("/tiles/1/by").asText()).isEqualTo("cdn");
    assertThat(ana.get("/v1/boards").items("id")).contains(saved.text("id"));
    assertThat(ana.get("/v1/boards").text("you")).isEqualTo("analyst.ana");
    assertThat(ben.get(at).status()).isEqualTo(404);
    assertThat(ben.get("/v1/boards").items("id")).doesNotContain(saved.text("id"));

    String open = MORNING.replace("{\"name\"", "{\"version\":1,\"shared\":true,\"name\"");
    House.Answer shared = put(ana, at, open);
    assertThat(shared.json().path("version").asInt()).isEqualTo(2);
    assertThat(ben.get(at).status()).isEqualTo(200);
    assertThat(ben.get("/v1/boards").items("id")).contains(saved.text("id"));
    assertThat(put(ben, at, open.replace("1,", "2,")).text("type")).endsWith(":board_of_another");
    assertThat(put(ana, at, open).text("type")).endsWith(":board_changed");
    assertThat(put(ana, at, MORNING).text("parameter")).isEqualTo("version");
    assertThat(ben.send("DELETE", at, "").status()).isEqualTo(403);
    assertThat(ana.send("DELETE", at, "").status()).isEqualTo(204);
    assertThat(ana.get(at).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"kpi\":\"K2.2\",\"measure\":\"nothing\" | measure",
        "\"kpi\":\"K2.2\",\"measure\":\"dau\",\"by\":\"planet\" | by",
        "\"kpi\":\"K2.2\",\"measure\":\"dau\",\"grain\":\"year\" | grain",
      })
  void aNumberThatThereIsNotIsRefusedWithTheNamesOfThoseThereAre(String tile, String parameter) {
    House.Answer refused = ana.post("/v1/boards", "{\"name\":\"x\",\"tiles\":[{" + tile + "}]}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("parameter")).isEqualTo(parameter);
  }

  @Test
  void aPageThatIsOpenedIsAFact() {
    String title = "/content/ml%3A" + UUID.randomUUID();
    String view = "{\"page\":\"" + title + "\",\"embedded\":true}";
    assertThat(ana.post("/v1/boards/views", view).status()).isEqualTo(204);
    assertThat(ana.post("/v1/boards/views", "{\"page\":\"/secret\"}").text("parameter"))
        .isEqualTo("page");
    try (Facts<Platform> facts =
        new Facts<>(Broker.shared().address(), Family.PLATFORM.topic(), Platform.class)) {
      Platform told =
          facts.await(
              fact ->
                  fact.getType().equals("dashboard.viewed")
                      && fact.getDashboardViewed().getPage().equals(title));
      assertThat(told.getDashboardViewed().getRole()).isEqualTo("analyst");
      assertThat(told.getDashboardViewed().getEmbedded()).isTrue();
      assertThat(told.getEnvelope().getPerson()).isNull();
    }
  }

  @Test
  void nobodyHasMoreThanAHundredBoards() {
    House one = ana.as(Ground.token("analyst.m" + UUID.randomUUID().toString().substring(0, 8)));
    for (int n = 0; n < 100; n++) {
      assertThat(one.post("/v1/boards", "{\"name\":\"b\",\"tiles\":[]}").status()).isEqualTo(201);
    }
    House.Answer more = one.post("/v1/boards", "{\"name\":\"b\",\"tiles\":[]}");
    assertThat(more.text("type")).endsWith(":too_many_boards");
  }

  @Test
  void aTargetIsOneForAllUntilItIsTakenAway() {
    String at = "/v1/targets/K1.3/completion";
    assertThat(put(ana, at, "{\"level\":0.6}").text("grain")).isEqualTo("day");
    assertThat(put(ben, at, "{\"level\":0.625}").status()).isEqualTo(200);
    assertThat(ana.get("/v1/targets").json().at("/items").toString())
        .contains("\"level\":0.625", "operator.ben")
        .doesNotContain("0.6,");
    assertThat(put(ana, at, "{\"level\":0.5,\"by\":\"title\"}").text("parameter")).isEqualTo("by");
    assertThat(ana.send("DELETE", at, "").status()).isEqualTo(204);
    assertThat(ana.send("DELETE", at, "").status()).isEqualTo(404);
  }
}
