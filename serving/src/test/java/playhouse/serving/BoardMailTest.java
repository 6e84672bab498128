package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import playhouse.contracts.Settings;
import playhouse.contracts.VirtualClock;
import playhouse.testbed.Broker;

/** Boards by e-mail, by a clock that is moved, to a real mail server. */
class BoardMailTest {
  private static final String WANTED =
      """
      {"address":"%s","at":"07:30","zone":"Asia/Shanghai","days":"weekdays","language":"%s"}""";

  private static KpiLake lake;
  private static Post post;
  private static House house;
  private static House ana;
  private static House ben;

  @BeforeAll
  static void open(@TempDir Path home) {
    // A Friday; in Shanghai it is half past five in the afternoon.
    VirtualClock.set(home, Instant.parse("2024-11-29T09:30:00Z"));
    lake = new KpiLake();
    lake.write(
        List.of(
            lake.day("K2.2", "dau", "Asia/Shanghai", LocalDate.parse("2024-11-30"), "", 800),
            lake.day("K2.2", "dau", "Asia/Shanghai", LocalDate.parse("2024-12-01"), "", 1000),
            lake.day(
                "K2.1",
                "registrations",
                "Asia/Shanghai",
                LocalDate.parse("2024-12-01"),
                "channel=search",
                300),
            lake.day(
                "K2.1",
                "registrations",
                "Asia/Shanghai",
                LocalDate.parse("2024-12-01"),
                "channel=organic",
                700)));
    post = new Post();
    Map<String, String> settings = new HashMap<>(lake.settings());
    settings.put("PLAYHOUSE_HOME", home.toString());
    settings.put("PLAYHOUSE_CLOCK", "virtual");
    settings.put("PLAYHOUSE_SERVICES_URI", EmptyServices.uri());
    settings.put("PLAYHOUSE_SMTP_URL", post.server.url().toString());
    settings.put("PLAYHOUSE_BOARD_MAIL_DOMAINS", "example.com example.org");
    house =
        House.starting(Broker.shared().address(), settings, VirtualClock.of(Settings.of(settings)));
    ana = house.as(Ground.token("analyst.ana"));
    ben = house.as(Ground.token("operator.ben"));
    ana.await("/v1/boards", answer -> answer.status() == 200);
  }

  @AfterAll
  static void close() {
    house.close();
    post.close();
    lake.close();
  }

  private static void move(String to) {
    assertThat(house.post("/control/clock", "{\"now\":\"" + to + "\"}").status()).isEqualTo(200);
  }

  @Test
  void aBoardIsSentAtItsTimeOnceAndOnlyWhileItsReaderMayOpenIt() {
    String board =
        """
        {"name":"Morning","shared":true,"tiles":[{"kpi":"K2.2","measure":"dau"},
         {"kpi":"K2.1","measure":"registrations","by":"channel"}]}""";
    String at = "/v1/boards/" + ana.post("/v1/boards", board).text("id");
    House.Answer asked = ben.post(at + "/schedules", WANTED.formatted("ben@example.com", "en"));
    assertThat(asked.status()).as(asked.body()).isEqualTo(201);
    assertThat(asked.text("next")).as("Monday's half past seven").isEqualTo("2024-12-01T23:30:00Z");
    assertThat(ben.post(at + "/schedules", WANTED.formatted("ben@example.com", "en")).text("id"))
        .as("asked twice, sent once")
        .isEqualTo(asked.text("id"));
    assertThat(
            ana.post("/v1/boards/K2/schedules", WANTED.formatted("ana@example.org", "zh")).status())
        .isEqualTo(201);
    move("2024-12-01T23:29:00Z");
    assertThat(post.with("ben@example.com", "Board Morning · 2024-12-02")).isEmpty();
    move("2024-12-02T00:10:00Z");
    String text = post.mail("ben@example.com", "Board Morning · 2024-12-02", 1).text();
    assertThat(text)
        .contains("dau: 1,000 people (day 2024-12-01, +25 % against the one before")
        .contains("channel=organic 700 accounts, channel=search 300 accounts")
        .contains("/kpis/K2.2")
        .contains("operator.ben asked for it");
    assertThat(post.mail("ana@example.org", "看板 用户增长 · 2024-12-02", 1).text())
        .contains("较前期 +25 %")
        .contains("暂无数据");
    move("2024-12-02T08:00:00Z");
    assertThat(post.with("ben@example.com", "Board Morning · 2024-12-02")).hasSize(1);

    assertThat(ana.send("DELETE", at, "").status()).isEqualTo(204);
    move("2024-12-03T00:10:00Z");
    assertThat(post.mail("ana@example.org", "看板 用户增长 · 2024-12-03", 1).text()).isNotEmpty();
    assertThat(post.with("ben@example.com", "Board Morning · 2024-12-03")).isEmpty();
    assertThat(ben.delete("/v1/board-schedules/" + asked.text("id")).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "ana@elsewhere.com, 07:30, UTC, address",
    "ana, 07:30, UTC, address",
    "ana@example.com, 25:00, UTC, at",
    "ana@example.com, 07:30, Mars/Olympus, zone"
  })
  void whatCannotBeSentIsRefused(String address, String at, String zone, String parameter) {
    House.Answer refused =
        ana.post(
            "/v1/boards/K1/schedules",
            "{\"address\":\"%s\",\"at\":\"%s\",\"zone\":\"%s\"}".formatted(address, at, zone));
    assertThat(refused.status()).as(refused.body()).isEqualTo(400);
    assertThat(refused.text("parameter")).isEqualTo(parameter);
  }

  @Test
  void nobodyEndsOrSeesTheSchedulesOfAnother() {
    String made =
        ana.post("/v1/boards/K3/schedules", WANTED.formatted("ana@example.com", "en")).text("id");
    assertThat(ben.get("/v1/boards/K3/schedules").items("id")).isEmpty();
    assertThat(ben.delete("/v1/board-schedules/" + made).status()).isEqualTo(404);
    assertThat(ana.get("/v1/boards/K3/schedules").items("address"))
        .containsExactly("ana@example.com");
    assertThat(ana.delete("/v1/board-schedules/" + made).status()).isEqualTo(204);
    assertThat(ana.get("/v1/boards/K3/schedules").items("id")).isEmpty();
    assertThat(ana.get("/v1/boards/K13/schedules").status()).isEqualTo(404);
  }
}
