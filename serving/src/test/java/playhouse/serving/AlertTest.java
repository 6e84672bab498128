package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.data.Record;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import playhouse.contracts.Family;
import playhouse.contracts.facts.AlertFired;
import playhouse.contracts.facts.Platform;
import playhouse.testbed.Broker;

class AlertTest {
  private static LocalDate yesterday;
  private static Broker broker;
  private static KpiLake lake;
  private static House stranger;
  private static House house;

  @BeforeAll
  static void open() {
    broker = Broker.fresh();
    lake = new KpiLake();
    yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);
    stranger = start();
    house = asking(stranger);
  }

  @AfterAll
  static void close() {
    stranger.close();
    lake.close();
    broker.close();
  }

  private static House start() {
    return House.starting(broker.address(), lake.settings());
  }

  private static House asking(House started) {
    House asking = started.as("demo-key");
    asking.await("/ready", answer -> answer.status() == 200);
    return asking;
  }

  @Test
  void aRuleCanBeSetTwiceIsListedAndOnlyItsOwnerDeletesIt() {
    String body =
        "{\"kpi\":\"K6.1\",\"measure\":\"p95\",\"kind\":\"threshold\",\"direction\":\"above\","
            + "\"level\":2500.50,\"zone\":\"Asia/Shanghai\",\"by\":\"cdn=one\"}";
    House.Answer first = house.post("/v1/alerts", body);
    House.Answer again = house.post("/v1/alerts", body);
    assertThat(first.status()).isEqualTo(201);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(first.text("condition")).isEqualTo("above 2500.5");
    assertThat(first.text("owner")).isEqualTo("demo");
    String id = first.text("id");
    assertThat(house.get("/v1/alerts").items("id")).containsOnlyOnce(id);
    assertThat(stranger.as("serving-key").delete("/v1/alerts/" + id).status()).isEqualTo(404);
    assertThat(house.delete("/v1/alerts/" + id).status()).isEqualTo(204);
    assertThat(house.delete("/v1/alerts/" + id).status()).isEqualTo(404);
    assertThat(house.get("/v1/alerts").items("id")).doesNotContain(id);
  }

  @Test
  void aRuleThatIsSetWithAKeyIsSetOnceIsInTheAuditLogAndSurvivesARestart() {
    String body = "{\"kpi\":\"K6.1\",\"measure\":\"p50\",\"kind\":\"anomaly\"}";
    House admin = house.as(Ground.token("admin.auditor"));
    long before = set(admin);
    House.Answer first = house.send("POST", "/v1/alerts", body, "Idempotency-Key", "rule-1");
    assertThat(house.get("/v1/alerts?owner=demo").items("id"))
        .as("it is known at once")
        .contains(first.text("id"));
    House.Answer again = house.send("POST", "/v1/alerts", body, "Idempotency-Key", "rule-1");
    assertThat(first.status()).isEqualTo(201);
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    String other = body.replace("p50", "p99");
    assertThat(house.send("POST", "/v1/alerts", other, "Idempotency-Key", "rule-1").status())
        .isEqualTo(409);
    String id = first.text("id");
    assertThat(set(admin)).isEqualTo(before + 1);
    try (House next = start()) {
      House asking = asking(next);
      asking.await("/v1/alerts?owner=demo", answer -> answer.items("id").contains(id));
      assertThat(asking.delete("/v1/alerts/" + id).status()).isEqualTo(204);
      house.await("/v1/alerts?owner=demo", answer -> !answer.items("id").contains(id));
    }
    assertThat(admin.get("/v1/audit?caller=service.demo").items("action"))
        .contains("DELETE /v1/alerts/{id}");
  }

  private static long set(House admin) {
    return admin.get("/v1/audit?caller=service.demo&limit=200").items("action").stream()
        .filter("POST /v1/alerts"::equals)
        .count();
  }

  @Test
  void rulesAreToldInPagesAndByKpi() {
    List<String> all = house.get("/v1/alerts?kpi=K6.1").items("id");
    assertThat(all).hasSizeGreaterThan(1);
    List<String> paged = new ArrayList<>();
    String after = "";
    do {
      House.Answer page = house.get("/v1/alerts?kpi=K6.1&limit=1" + after);
      paged.addAll(page.items("id"));
      after = page.text("next").isEmpty() ? "" : "&after=" + page.text("next");
    } while (!after.isEmpty());
    assertThat(paged).isEqualTo(all);
    assertThat(house.get("/v1/alerts?kpi=K99").status()).isEqualTo(404);
  }

  @Test
  void theRulesOfTheDefinitionsAreThereForEveryZone() {
    assertThat(house.get("/v1/alerts").items("id"))
        .contains("K6.1:p95 above 4000:UTC", "K6.1:p95 above 4000:Asia/Shanghai")
        .contains("K2.2:dau anomaly:UTC", "K1.3:completion falls 10%:UTC");
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"kpi\":\"K6.1\",\"measure\":\"p51\",\"kind\":\"anomaly\"}', measure, 'p50, p95, p99'",
    "'{\"kpi\":\"K6.1\",\"measure\":\"p50\",\"kind\":\"omen\"}', kind, 'anomaly, change, threshold'",
    "'{\"kpi\":\"K6.1\",\"measure\":\"p50\",\"kind\":\"threshold\"}', direction, text",
    "'{\"kpi\":\"K6.1\",\"measure\":\"p50\",\"kind\":\"threshold\",\"direction\":\"rises\"}',"
        + " direction, 'above, below'",
    "'{\"kpi\":\"K6.1\",\"measure\":\"p50\",\"kind\":\"threshold\",\"direction\":\"above\"}',"
        + " level, number",
    "'{\"kpi\":\"K6.1\",\"measure\":\"p50\",\"kind\":\"change\",\"direction\":\"falls\","
        + "\"percent\":-1}', percent, negative",
    "'{\"kpi\":\"K6.1\",\"measure\":\"p50\",\"kind\":\"anomaly\",\"by\":\"cdn\"}', by, slice",
    "'{\"kpi\":\"K6.1\",\"measure\":\"p50\",\"kind\":\"anomaly\",\"zone\":\"Mars\"}', zone, UTC",
    "'{\"kpi\":\"K6.1\",\"measure\":\"p50\",\"kind\":\"anomaly\",\"grain\":\"hour\"}', grain, day",
    "'nonsense', body, JSON",
  })
  void aRuleThatFitsNoDefinitionIsRefused(String body, String parameter, String named) {
    House.Answer answer = house.post("/v1/alerts", body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("parameter")).isEqualTo(parameter);
    assertThat(answer.text("detail")).contains(named);
  }

  @Test
  void whatHoldsIsRaisedOnceForEachPeriodEvenAfterANewStart() {
    String threshold =
        house
            .post(
                "/v1/alerts",
                "{\"kpi\":\"K2.1\",\"measure\":\"registrations\",\"kind\":\"threshold\","
                    + "\"direction\":\"below\",\"level\":50}")
            .text("id");
    List<Record> rows = new ArrayList<>();
    for (int ago = 60; ago >= 1; ago--) {
      rows.add(registrations(ago, 100 + ago % 7));
    }
    rows.add(registrations(0, 3));
    lake.write(rows);
    house.await("/metrics", answer -> answer.body().contains("playhouse_alerts_raised 3.0"));
    assertThat(raised(threshold)).hasSize(1);
    JsonNode alert = raised(threshold).get(0);
    assertThat(alert.path("started").asText()).startsWith(yesterday.toString());
    assertThat(alert.path("value").asDouble()).isEqualTo(3);
    assertThat(alert.path("why").asText()).contains("below 50");
    assertThat(alert.path("run_id").asText()).isEqualTo("run-" + yesterday);
    assertThat(raised("K2.1:registrations falls 30%:UTC").get(0).path("why").asText())
        .isEqualTo("3.0 after 101.0 is -97.0 %");
    assertThat(raised("K2.1:registrations anomaly:UTC").get(0).path("owner").asText()).isNotEmpty();

    stranger.close();
    stranger = start();
    house = asking(stranger);
    lake.write(List.of(lake.day("K1.3", "completion", "UTC", yesterday.minusDays(1), "", 0.5)));
    lake.write(List.of(lake.day("K1.3", "completion", "UTC", yesterday, "", 0.1)));
    house.await("/v1/alerts/raised?kpi=K1.3", answer -> !answer.json().path("items").isEmpty());
    assertThat(house.get("/v1/alerts/raised?kpi=K2.1").items("rule"))
        .containsExactlyInAnyOrder(
            threshold, "K2.1:registrations falls 30%:UTC", "K2.1:registrations anomaly:UTC");
    assertThat(house.get("/v1/alerts").items("id")).contains(threshold);
    try (Facts<Platform> facts =
        new Facts<>(broker.address(), Family.PLATFORM.topic(), Platform.class)) {
      AlertFired fired = facts.await(fact -> fires(fact, threshold)).getAlertFired();
      assertThat(fired.getStarted()).isEqualTo(alert.path("started").asText());
      assertThat(fired.getValue()).isEqualTo(3);
      assertThat(facts.count(fact -> fires(fact, threshold))).isOne();
    }
  }

  private static boolean fires(Platform fact, String rule) {
    return fact.getAlertFired() != null && fact.getAlertFired().getRule().equals(rule);
  }

  private static Record registrations(int daysBeforeYesterday, double value) {
    LocalDate day = yesterday.minusDays(daysBeforeYesterday);
    return lake.day("K2.1", "registrations", "UTC", day, "", value);
  }

  private static JsonNode raised(String rule) {
    String named = rule.replace("%", "%25").replace(" ", "%20");
    return house.get("/v1/alerts/raised?rule=" + named).json().path("items");
  }
}
