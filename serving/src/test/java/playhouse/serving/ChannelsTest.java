package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.Javalin;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import playhouse.testbed.Await;
import playhouse.testbed.Broker;
import playhouse.testbed.Ports;

/**
 * Paying by every channel over HTTP, with providers that tell by webhooks in their own dialects; a
 * listener on the way hears what they tell, and tells it again, later or otherwise.
 */
class ChannelsTest {
  private static Javalin listener;
  private static Providers providers;
  private static House house;
  private static String database;
  private static final List<Heard> heard = new CopyOnWriteArrayList<>();

  /** What a provider told on its way. */
  private record Heard(String path, Map<String, String> headers, String body) {}

  @BeforeAll
  static void open() throws Exception {
    int port = Ports.free();
    listener =
        Javalin.create(
                config -> {
                  config.startup.showJavalinBanner = false;
                  config.routes.post(
                      "/v1/payments/webhooks/{channel}",
                      request -> {
                        Map<String, String> headers = new HashMap<>(request.headerMap());
                        Heard told = new Heard(request.path(), headers, request.body());
                        heard.add(told);
                        House.Answer answer = tell(told, told.body());
                        request.status(answer.status()).result(answer.body());
                      });
                })
            .start("127.0.0.1", 0);
    URI way = URI.create("http://127.0.0.1:" + listener.port());
    providers = new Providers(way, 2, Clock.systemUTC());
    database = EmptyServices.uri();
    Map<String, String> settings = new HashMap<>(providers.settings());
    settings.put("PLAYHOUSE_SERVING_PORT", Integer.toString(port));
    settings.put("PLAYHOUSE_SERVICES_URI", database);
    House starting = House.starting(Broker.shared().address(), settings);
    starting.await("/ready", answer -> answer.status() == 200);
    house = starting;
  }

  @AfterAll
  static void close() {
    house.close();
    providers.close();
    listener.stop();
  }

  private static House.Answer tell(Heard told, String body) {
    return house
        .as("")
        .send(
            "POST",
            told.path(),
            body,
            told.headers().entrySet().stream()
                .filter(each -> each.getKey().matches("(?i)wechatpay-.*|psp-signature"))
                .flatMap(each -> List.of(each.getKey(), each.getValue()).stream())
                .toArray(String[]::new));
  }

  private static House viewer(UUID person) {
    return house.as(Ground.token("viewer." + person));
  }

  private static String owing(UUID person, String channel) {
    House viewer = viewer(person);
    String wanted = "{\"plan\":\"standard\",\"country\":\"CN\"}";
    viewer.post("/v1/subscriptions", wanted);
    Ground.change(
        database,
        "update billing.subscription set state = 'expired' where person = '" + person + "'");
    String location = viewer.post("/v1/subscriptions", wanted).header("Location");
    House.Answer set =
        viewer.send(
            "PUT",
            "/v1/people/" + person + "/payment-method",
            "{\"channel\":\"" + channel + "\",\"token\":\"tok_visa\",\"label\":\"mine\"}");
    assertThat(set.status()).as(set.body()).isEqualTo(200);
    return location;
  }

  private static JsonNode payment(House.Answer payments) {
    return payments.json().path("items").path(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"alipay", "wechatpay", "wallet"})
  void whatIsOwedIsTakenAndTheProviderIsThankedInItsOwnWords(String channel) throws Exception {
    UUID person = UUID.randomUUID();
    providers.next(channel, "slow");
    String location = owing(person, channel);
    house.await(
        location + "/payments",
        answer -> payment(answer).path("state").asText().equals("captured"));
    String hook = "/v1/payments/webhooks/" + channel;
    Await.until("it is told", House.LIMIT, () -> last(hook).size() >= 2);
    Heard told = last(hook).get(0);
    House.Answer again = tell(told, told.body());
    assertThat(again.status()).isIn(200, 204);
    if (channel.equals("alipay")) {
      assertThat(again.body()).isEqualTo("success");
      assertThat(again.type()).startsWith("text/plain");
    }
    for (String otherwise :
        List.of(
            told.body().replaceFirst("[0-9]", "x"),
            told.body().replace("25.00", "0.01") + "&total_amount=0.01",
            "",
            "{}")) {
      assertThat(tell(told, otherwise).status()).as(otherwise).isEqualTo(401);
    }
    Heard unsigned = new Heard(told.path(), Map.of(), told.body().replaceAll("sign=[^&]*", ""));
    assertThat(tell(unsigned, unsigned.body()).status()).isEqualTo(401);
    assertThat(payment(house.get(location + "/payments")).path("state").asText())
        .isEqualTo("captured");
  }

  private static List<Heard> last(String path) {
    return heard.stream().filter(each -> each.path().equals(path)).toList();
  }

  @Test
  void agentsGiveMoneyBackWithAReasonAndNotMoreThanThereIs() {
    UUID person = UUID.randomUUID();
    String location = owing(person, "wechatpay");
    House.Answer payments =
        house.await(
            location + "/payments",
            answer -> payment(answer).path("state").asText().equals("captured"));
    String refunds = "/v1/payments/" + payment(payments).path("id").asText() + "/refunds";
    House agent = house.as(Ground.token("agent.ana"));
    String some = "{\"amount\":\"20.00\",\"reason\":\"goodwill\"}";
    assertThat(agent.post(refunds, some).status()).isEqualTo(201);
    assertThat(agent.post(refunds, some).text("type"))
        .isEqualTo("urn:playhouse:problem:refund_over_capture");
    assertThat(agent.post(refunds, "{\"amount\":\"0.001\",\"reason\":\"goodwill\"}").status())
        .isEqualTo(400);
    assertThat(viewer(person).post(refunds, some).status()).isEqualTo(403);
    house.await(refunds, answer -> answer.items("state").equals(List.of("completed")));
    assertThat(house.as(Ground.token("operator.o")).get("/v1/payments/disputed").status())
        .isEqualTo(200);
  }

  @Test
  void theNumberOfACardIsRefusedInEveryField() {
    UUID person = UUID.randomUUID();
    String pan = "4242424242424242";
    for (String body :
        List.of(
            "{\"channel\":\"card\",\"token\":\"" + pan + "\",\"label\":\"Visa\"}",
            "{\"channel\":\"card\",\"token\":\"tok_" + pan + "\",\"label\":\"Visa\"}",
            "{\"channel\":\"card\",\"token\":\"tok_visa\",\"label\":\"" + pan + "\"}",
            "{\"channel\":\"card\",\"token\":\"tok_visa\",\"label\":\"4242 4242-4242 4242\"}")) {
      House.Answer answer =
          viewer(person).send("PUT", "/v1/people/" + person + "/payment-method", body);
      assertThat(answer.status()).as(body).isEqualTo(400);
      assertThat(answer.body()).doesNotContain(pan);
    }
  }

  @Test
  void whoFloodsTheWebhooksIsToldToWait() throws Exception {
    AtomicInteger refused = new AtomicInteger();
    List<Thread> many =
        IntStream.range(0, 24)
            .mapToObj(
                i ->
                    new Thread(
                        () -> {
                          House stranger = house.as("");
                          for (int n = 0; n < 4000 && refused.get() == 0; n++) {
                            House.Answer answer = stranger.post("/v1/payments/webhooks/card", "{}");
                            if (answer.status() == 429) {
                              refused.incrementAndGet();
                            } else {
                              assertThat(answer.status()).isEqualTo(401);
                            }
                          }
                        }))
            .toList();
    many.forEach(Thread::start);
    for (Thread one : many) {
      one.join();
    }
    assertThat(refused.get()).isPositive();
    assertThat(house.get("/v1/plans").status()).isEqualTo(200);
  }

  @Test
  void aTitleIsRentedPlayedAndGoneOrGivenBack() {
    UUID person = UUID.randomUUID();
    House viewer = viewer(person);
    House operator = house.as(Ground.token("operator.o"));
    for (String kind : List.of("rent", "buy")) {
      assertThat(
              operator
                  .send(
                      "PUT",
                      "/v1/titles/film-1/prices",
                      "{\"country\":\"CN\",\"kind\":\""
                          + kind
                          + "\",\"currency\":\"CNY\",\"amount\":\"6.00\",\"taxPercent\":\"6\"}")
                  .status())
          .isEqualTo(200);
    }
    String rent = "{\"title\":\"film-1\",\"kind\":\"rent\",\"country\":\"CN\"}";
    assertThat(viewer.post("/v1/purchases", rent).text("type"))
        .isEqualTo("urn:playhouse:problem:no_payment_method");
    viewer.send(
        "PUT",
        "/v1/people/" + person + "/payment-method",
        "{\"channel\":\"alipay\",\"token\":\"tok_visa\",\"label\":\"mine\"}");
    assertThat(viewer.post("/v1/purchases", rent.replace("CN", "US")).status()).isEqualTo(409);
    House.Answer ordered = viewer.post("/v1/purchases", rent);
    assertThat(ordered.status()).as(ordered.body()).isEqualTo(201);
    assertThat(viewer.post("/v1/purchases", rent).text("type"))
        .isEqualTo("urn:playhouse:problem:has_title");
    String entitlement = "/v1/people/" + person + "/titles/film-1/entitlement";
    house.await(entitlement, answer -> answer.text("state").equals("to_begin"));
    assertThat(viewer(UUID.randomUUID()).get(entitlement).status()).isEqualTo(404);
    String at = ordered.header("Location");
    assertThat(viewer.post(at + "/play", "").status()).isEqualTo(200);
    assertThat(viewer.get(entitlement).text("state")).isEqualTo("rented");
    assertThat(viewer.post(at + "/withdraw", "").text("type"))
        .isEqualTo("urn:playhouse:problem:too_late_to_return");
    Ground.change(
        database, "update billing.purchase set ends = now() where person = '" + person + "'");
    assertThat(viewer.get(entitlement).text("state")).isEqualTo("none");
    House.Answer bought = viewer.post("/v1/purchases", rent.replace("rent", "buy"));
    house.await(entitlement, answer -> answer.text("state").equals("owned"));
    assertThat(viewer.post(bought.header("Location") + "/withdraw", "").text("state"))
        .isEqualTo("revoked");
    assertThat(viewer.get(entitlement).text("state")).isEqualTo("none");
  }
}
