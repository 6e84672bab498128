package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import playhouse.contracts.Settings;
import playhouse.serving.identity.risk.RiskRoutes;
import playhouse.serving.identity.risk.SignUpRisk;
import playhouse.serving.identity.risk.SignUpRisk.Attempt;
import playhouse.serving.identity.risk.SignUpRisk.Decision;
import playhouse.serving.identity.risk.SignUpRisk.Judgement;
import playhouse.serving.platform.Chassis;
import playhouse.serving.platform.Meters;
import playhouse.serving.platform.http.HttpHost;
import playhouse.serving.platform.operations.Systems;
import playhouse.testbed.Await;
import playhouse.testbed.Broker;

/** The risk of sign-ups over HTTP: who is refused has a way back, and who decides has a report. */
class SignUpAppealTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String LISTS = "/v1/sign-up/lists";
  private static final String APPEALS = "/v1/sign-up/appeals";

  private static final Meters METERS = new Meters();
  private static Chassis chassis;
  private static HttpHost host;
  private static SignUpRisk risk;

  /** What was answered. */
  private record Answer(int status, JsonNode json, String location) {
    String text(String field) {
      return json.path(field).asText();
    }
  }

  @BeforeAll
  static void open() {
    Map<String, String> all = new HashMap<>(Ground.settings());
    all.put("PLAYHOUSE_KAFKA", Broker.shared().address());
    all.put("PLAYHOUSE_SERVICES_URI", EmptyServices.uri());
    all.put("PLAYHOUSE_SERVING_PORT", "0");
    all.put("PLAYHOUSE_TRUSTED_PROXIES", "127.0.0.0/8");
    Settings settings = Settings.of(all);
    chassis = new Chassis(settings, Clock.systemUTC(), METERS, List.of("identity"));
    risk = new SignUpRisk(settings);
    host =
        chassis.serve(
            List.of(new RiskRoutes(chassis.database(), risk, settings, Clock.systemUTC())),
            List.of(),
            List.of(new Systems.Named("S4.4", "Sign-up risk", "注册风控")));
    Await.until("the database is there", Duration.ofSeconds(60), chassis::ready);
  }

  @AfterAll
  static void close() {
    host.close();
    chassis.close();
    METERS.close();
  }

  private static Answer ask(
      String role, String method, String path, String body, String... forwarded) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + host.port() + path))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    for (String line : forwarded) {
      request.header("X-Forwarded-For", line);
    }
    if (!role.isEmpty()) {
      request.header("Authorization", "Bearer " + Ground.token(role));
    }
    try {
      var answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(
          answer.statusCode(),
          new ObjectMapper().readTree(answer.body().isEmpty() ? "{}" : answer.body()),
          answer.headers().firstValue("Location").orElse(""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Judgement judge(String address, String ip) {
    Attempt attempt =
        new Attempt(
            UUID.randomUUID(),
            "email",
            address,
            Optional.of(UUID.randomUUID().toString()),
            ip,
            Optional.of("Playhouse/4.2 (android 14; Pixel 8)"),
            Optional.empty(),
            Instant.now());
    return chassis.database().write(tx -> risk.judge(tx, attempt));
  }

  private static String wanted(String kind, String verdict, String value) {
    return "{\"verdict\":\"%s\",\"kind\":\"%s\",\"value\":\"%s\",\"reason\":\"test\"}"
        .formatted(verdict, kind, value);
  }

  private static String appeal(Judgement judgement, String address) {
    return "{\"judgement\":\"%s\",\"address\":\"%s\",\"statement\":\"这是我自己的邮箱\"}"
        .formatted(judgement.id(), address);
  }

  private static long labels(String account) {
    return chassis
        .database()
        .read(
            handle ->
                handle
                    .createQuery(
                        "select count(*) from identity.sign_up_label where account = ?::uuid")
                    .bind(0, account)
                    .mapTo(Long.class)
                    .one());
  }

  @Test
  void whoWasRefusedAppealsIsBelievedAndGetsIn() {
    ask("operator.ob", "POST", LISTS, wanted("domain", "deny", "firm-a.com"));
    Judgement refused = judge("ana@firm-a.com", "8.8.8.8");
    assertThat(refused.decision()).isEqualTo(Decision.DENY);
    assertThat(ask("", "POST", APPEALS, appeal(refused, "eve@firm-a.com")).status())
        .as("another's address")
        .isEqualTo(404);
    Answer filed = ask("", "POST", APPEALS, appeal(refused, "Ana+x@Firm-A.com"));
    assertThat(filed.status()).isEqualTo(201);
    assertThat(filed.text("state")).isEqualTo("open");
    assertThat(ask("", "POST", APPEALS, appeal(refused, "ana@firm-a.com")).text("id"))
        .as("the same again is the same")
        .isEqualTo(filed.text("id"));

    String one = APPEALS + "/" + filed.text("id");
    assertThat(ask("viewer." + UUID.randomUUID(), "GET", one, "").status()).isEqualTo(403);
    Answer seen = ask("agent.ann", "GET", one, "");
    assertThat(seen.text("statement")).isEqualTo("这是我自己的邮箱");
    assertThat(seen.json().path("reasons").path(0).path("code").asText()).isEqualTo("listed_deny");
    assertThat(ask("moderator.mo", "GET", APPEALS, "").json().path("items").findValuesAsText("id"))
        .contains(filed.text("id"));
    String account = seen.text("account");

    Answer granted =
        ask("agent.ann", "POST", one + "/decision", "{\"decision\":\"grant\",\"note\":\"known\"}");
    assertThat(granted.text("state")).isEqualTo("granted");
    assertThat(
            ask("agent.ann", "POST", one + "/decision", "{\"decision\":\"refuse\",\"note\":\"x\"}")
                .text("type"))
        .isEqualTo("urn:playhouse:problem:appeal_decided");
    assertThat(ask("", "GET", filed.location(), "").text("state")).isEqualTo("granted");
    assertThat(labels(account)).isEqualTo(1);
    assertThat(judge("ana@firm-a.com", "8.8.8.8").decision()).isEqualTo(Decision.ALLOW);
    assertThat(judge("bo@firm-a.com", "8.8.8.8").decision()).isEqualTo(Decision.DENY);
  }

  @Test
  void whoCalledItAbuseDoesNotDecide() {
    ask("operator.ob", "POST", LISTS, wanted("address", "deny", "bo@firm-b.com"));
    Judgement refused = judge("bo@firm-b.com", "8.8.4.4");
    Answer filed = ask("", "POST", APPEALS, appeal(refused, "bo@firm-b.com"));
    String one = APPEALS + "/" + filed.text("id");
    String account = ask("agent.ann", "GET", one, "").text("account");
    ask(
        "agent.ann",
        "POST",
        "/v1/sign-up/accounts/" + account + "/label",
        "{\"label\":\"abuse\",\"note\":\"x\"}");
    String refuse = "{\"decision\":\"refuse\",\"note\":\"x\"}";
    assertThat(ask("agent.ann", "POST", one + "/decision", refuse).text("type"))
        .isEqualTo("urn:playhouse:problem:own_judgement");
    assertThat(ask("agent.bea", "POST", one + "/decision", refuse).text("state"))
        .isEqualTo("refused");
    assertThat(judge("bo@firm-b.com", "8.8.4.4").decision()).isEqualTo(Decision.DENY);
  }

  @Test
  void appealsAreNotMadeWithoutEnd() {
    ask("operator.ob", "POST", LISTS, wanted("domain", "deny", "firm-c.com"));
    for (int i = 0; i < 3; i++) {
      Answer filed =
          ask("", "POST", APPEALS, appeal(judge("cy@firm-c.com", "8.8.8.8"), "cy@firm-c.com"));
      assertThat(filed.status()).isEqualTo(201);
    }
    assertThat(
            ask("", "POST", APPEALS, appeal(judge("cy@firm-c.com", "8.8.8.8"), "cy@firm-c.com"))
                .status())
        .isEqualTo(429);
    assertThat(
            ask("", "POST", APPEALS, appeal(judge("di@firm-d.com", "1.1.1.1"), "di@firm-d.com"))
                .status())
        .as("nobody was refused")
        .isEqualTo(404);
  }

  @Test
  void whoPretendsToComeFromElsewhereIsCountedWhereTheProxySawThem() {
    ask("operator.ob", "POST", LISTS, wanted("domain", "deny", "firm-g.com"));
    int filed = 0;
    for (int i = 0; i < 21; i++) {
      String address = "hal" + i + "@firm-g.com";
      // A line of their own, and another by the proxy.
      String own = "203.0." + i + ".1";
      int status =
          ask("", "POST", APPEALS, appeal(judge(address, "5.5.5.5"), address), own, "7.7.7." + i)
              .status();
      assertThat(status).isIn(201, 429);
      filed += status == 201 ? 1 : 0;
    }
    assertThat(filed).isEqualTo(20);
    String address = "ida@firm-g.com";
    assertThat(
            ask("", "POST", APPEALS, appeal(judge(address, "5.5.5.5"), address), "7.7.8.1")
                .status())
        .isEqualTo(201);
  }

  @Test
  void whatIsListedIsReadChangedAndTakenOff() {
    Answer made = ask("operator.ob", "POST", LISTS, wanted("net", "deny", "9.9.9.77/24"));
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.text("value")).isEqualTo("9.9.9.0/24");
    assertThat(made.text("author")).isEqualTo("operator.ob");
    assertThat(judge("net1@gmail.com", "9.9.9.1").decision()).isEqualTo(Decision.DENY);
    assertThat(ask("moderator.mo", "GET", made.location(), "").text("verdict")).isEqualTo("deny");
    assertThat(ask("moderator.mo", "DELETE", made.location(), "").status()).isEqualTo(403);
    assertThat(
            ask("operator.ob", "PUT", made.location(), "{\"verdict\":\"allow\",\"reason\":\"x\"}")
                .text("verdict"))
        .isEqualTo("allow");
    assertThat(judge("net2@gmail.com", "9.9.9.1").decision()).isEqualTo(Decision.ALLOW);
    assertThat(
            ask("operator.ob", "GET", LISTS + "?kind=net", "")
                .json()
                .path("items")
                .findValuesAsText("value"))
        .contains("9.9.9.0/24");
    assertThat(ask("operator.ob", "DELETE", made.location(), "").status()).isEqualTo(204);
    assertThat(ask("operator.ob", "GET", made.location(), "").status()).isEqualTo(404);
  }

  @Test
  void addressesAreListedWithoutBeingKept() {
    Answer made = ask("operator.ob", "POST", LISTS, wanted("address", "deny", "el@gmail.com"));
    assertThat(made.json().has("value")).isFalse();
    assertThat(judge("e.l+1@googlemail.com", "8.8.8.8").decision()).isEqualTo(Decision.DENY);
    for (String bad :
        List.of(
            wanted("net", "deny", "9.9.9.77/32"),
            wanted("net", "deny", "nowhere"),
            wanted("domain", "deny", "no domain"),
            wanted("address", "deny", "nobody"),
            wanted("net", "maybe", "9.9.9.0/24"))) {
      assertThat(ask("operator.ob", "POST", LISTS, bad).status()).as(bad).isEqualTo(400);
    }
  }

  @Test
  void whatIsListedForATimeIsOverThen() {
    String past =
        wanted("domain", "deny", "firm-e.com").replace("}", ",\"until\":\"2020-01-01T00:00:00Z\"}");
    assertThat(ask("operator.ob", "POST", LISTS, past).text("parameter")).isEqualTo("until");
    String soon =
        wanted("domain", "deny", "firm-e.com")
            .replace("}", ",\"until\":\"" + Instant.now().plusSeconds(2) + "\"}");
    ask("operator.ob", "POST", LISTS, soon);
    assertThat(judge("fay@firm-e.com", "8.8.8.8").decision()).isEqualTo(Decision.DENY);
    Await.until(
        "it is over",
        Duration.ofSeconds(20),
        () -> judge("gia@firm-e.com", "127.0.0.1").decision() == Decision.ALLOW);
  }

  @Test
  void aVersionOfTheRulesIsTriedInTheShadowAndHeldAgainstLabels() {
    Answer added =
        ask(
            "operator.ob",
            "POST",
            "/v1/sign-up/rules",
            "{\"bias\":-4,\"stepUp\":0.5,\"deny\":0.9,\"rules\":{\"disposable_domain\":[[1,9]]}}");
    assertThat(added.status()).isEqualTo(201);
    assertThat(added.text("mode")).isEqualTo("shadow");
    int version = added.json().path("version").asInt();
    for (int i = 0; i < 4; i++) {
      Judgement judgement = judge("gil" + i + "@yopmail.com", "4.4.4.4");
      assertThat(judgement.decision()).isEqualTo(Decision.STEP_UP);
      String account =
          ask("agent.ann", "GET", "/v1/sign-up/judgements/" + judgement.id(), "").text("account");
      Answer labelled =
          ask(
              "agent.ann",
              "POST",
              "/v1/sign-up/accounts/" + account + "/label",
              "{\"label\":\"" + (i == 0 ? "good" : "abuse") + "\",\"note\":\"looked at\"}");
      assertThat(labelled.status()).isEqualTo(200);
    }
    JsonNode mine = report(version);
    assertThat(mine.path("mode").asText()).isEqualTo("shadow");
    assertThat(mine.at("/denied/all").asInt()).isEqualTo(4);
    assertThat(mine.at("/denied/precision").asDouble()).isEqualTo(0.75);
    assertThat(mine.at("/rules/0/code").asText()).isEqualTo("disposable_domain");
    assertThat(mine.at("/rules/0/found/precision").asDouble()).isEqualTo(0.75);

    String mode = "/v1/sign-up/rules/" + version + "/mode";
    assertThat(ask("operator.ob", "POST", mode, "{\"mode\":\"live\"}").text("mode"))
        .isEqualTo("live");
    assertThat(judge("gus@yopmail.com", "4.4.4.4").decision()).isEqualTo(Decision.DENY);
    ask("operator.ob", "POST", "/v1/sign-up/rules/1/mode", "{\"mode\":\"live\"}");
    assertThat(judge("ina@yopmail.com", "4.4.4.4").decision()).isEqualTo(Decision.STEP_UP);
    ask("operator.ob", "POST", mode, "{\"mode\":\"retired\"}");
    assertThat(
            ask("operator.ob", "POST", "/v1/sign-up/rules/1/mode", "{\"mode\":\"retired\"}")
                .text("type"))
        .isEqualTo("urn:playhouse:problem:no_rules");
    assertThat(
            ask(
                    "operator.ob",
                    "POST",
                    "/v1/sign-up/rules",
                    "{\"bias\":-4,\"stepUp\":0.5,\"deny\":0.4,\"rules\":{\"nonsense\":[[1,9]]}}")
                .status())
        .isEqualTo(400);
  }

  private static JsonNode report(int version) {
    for (JsonNode one : ask("analyst.al", "GET", "/v1/sign-up/report", "").json().path("items")) {
      if (one.path("version").asInt() == version) {
        return one;
      }
    }
    throw new AssertionError("there is no report of version " + version);
  }

  @Test
  void nobodyTeachesTheRulesByTheHundred() {
    List<String> accounts =
        java.util.stream.IntStream.range(0, 102)
            .mapToObj(i -> judge("many" + i + "x" + i + "@gmail.com", "127.0.0.1").id())
            .map(id -> ask("agent.ann", "GET", "/v1/sign-up/judgements/" + id, "").text("account"))
            .toList();
    int refused = 0;
    for (String account : accounts) {
      Answer labelled =
          ask(
              "agent.hasty",
              "POST",
              "/v1/sign-up/accounts/" + account + "/label",
              "{\"label\":\"abuse\",\"note\":\"x\"}");
      if (labelled.status() == 429) {
        assertThat(labelled.text("type")).isEqualTo("urn:playhouse:problem:too_many_labels");
        refused++;
      }
    }
    assertThat(refused).isEqualTo(2);
    assertThat(
            ask(
                    "agent.hasty",
                    "POST",
                    "/v1/sign-up/accounts/" + UUID.randomUUID() + "/label",
                    "{\"label\":\"abuse\",\"note\":\"x\"}")
                .status())
        .isEqualTo(404);
  }
}
