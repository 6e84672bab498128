package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import playhouse.contracts.Family;
import playhouse.contracts.facts.Payment;
import playhouse.counterparts.psp.Psp;
import playhouse.testbed.Broker;
import playhouse.testbed.Ports;

/** Paying as viewers do, with a provider that tells by webhooks. */
class PaymentTest {
  private static final String WANTED = "{\"plan\":\"standard\",\"country\":\"US\"}";
  private static final String HOOK = "/v1/payments/webhooks/card";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static Psp psp;
  private static House house;
  private static Facts<Payment> facts;
  private static String database;

  @BeforeAll
  static void open() throws Exception {
    int port = Ports.free();
    URI hook = URI.create("http://127.0.0.1:" + port + HOOK);
    psp = new Psp(0, "key", hook, "secret");
    database = EmptyServices.uri();
    String kafka = Broker.shared().address();
    House starting =
        House.starting(
            kafka,
            Map.of(
                "PLAYHOUSE_SERVING_PORT",
                Integer.toString(port),
                "PLAYHOUSE_SERVICES_URI",
                database,
                "PLAYHOUSE_PSP_URL",
                psp.uri().toString()));
    starting.await("/ready", answer -> answer.status() == 200);
    house = starting;
    facts = new Facts<>(kafka, Family.PAYMENT.topic(), Payment.class);
    control("/control/webhooks", "{\"copies\":3}");
  }

  @AfterAll
  static void close() {
    facts.close();
    house.close();
    psp.close();
  }

  private static void control(String path, String body) throws IOException, InterruptedException {
    CLIENT.send(
        HttpRequest.newBuilder(psp.uri().resolve(path))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.discarding());
  }

  /** Where a subscription is that is to be paid first, of somebody whose trial was long ago. */
  private static String incomplete(House viewer, UUID person) {
    viewer.post("/v1/subscriptions", WANTED);
    Ground.change(
        database,
        "update billing.subscription set state = 'expired' where person = '" + person + "'");
    House.Answer again = viewer.post("/v1/subscriptions", WANTED);
    assertThat(again.text("state")).isEqualTo("incomplete");
    return again.header("Location");
  }

  private static House viewer(UUID person) {
    return house.as(Ground.token("viewer." + person));
  }

  private static House.Answer payWith(House viewer, UUID person, String token) {
    return viewer.send(
        "PUT",
        "/v1/people/" + person + "/payment-method",
        "{\"channel\":\"card\",\"token\":\"" + token + "\",\"label\":\"Visa 4242\"}");
  }

  private static JsonNode payment(House.Answer payments) {
    return payments.json().path("items").path(0);
  }

  @Test
  void whoSaysHowTheyPayIsChargedWhatTheyOweAndMayWatch() {
    UUID person = UUID.randomUUID();
    House viewer = viewer(person);
    String location = incomplete(viewer, person);
    assertThat(payWith(viewer, person, "tok_visa").text("label")).isEqualTo("Visa 4242");
    house.await(
        "/v1/people/" + person + "/entitlement", answer -> answer.text("state").equals("paid"));
    assertThat(viewer.get(location).text("state")).isEqualTo("active");
    assertThat(payment(viewer.get(location + "/payments")).path("state").asText())
        .isEqualTo("captured");
    Payment captured =
        facts.await(
            fact ->
                fact.getPaymentCaptured() != null && person.equals(fact.getEnvelope().getPerson()));
    assertThat(captured.getPaymentCaptured().getAmountMicros()).isEqualTo(9_990_000);
    assertThat(captured.getPaymentCaptured().getTermDays()).isBetween(28, 31);
  }

  @Test
  void whatAProviderTellsByItselfNeedsNoAnswer() throws Exception {
    UUID person = UUID.randomUUID();
    House viewer = viewer(person);
    String location = incomplete(viewer, person);
    control("/control/faults", "{\"next\":[\"slow\"]}");
    payWith(viewer, person, "tok_visa");
    house.await(
        location + "/payments",
        answer -> payment(answer).path("state").asText().equals("captured"));
    assertThat(viewer.get(location).text("state")).isEqualTo("active");
  }

  @Test
  void whoOnlyPretendsToBeTheProviderIsNotBelieved() {
    String body = "{\"id\":\"evt_1\",\"type\":\"charge.succeeded\",\"data\":{}}";
    House stranger = house.as("");
    assertThat(stranger.post(HOOK, body).status()).isEqualTo(401);
    String now = Long.toString(System.currentTimeMillis() / 1000);
    String forged = "t=" + now + ",v1=" + "0".repeat(64);
    House.Answer answer = stranger.send("POST", HOOK, body, "Psp-Signature", forged);
    assertThat(answer.text("type")).isEqualTo("urn:playhouse:problem:bad_signature");
    assertThat(stranger.post("/v1/payments/webhooks/nobody", body).status()).isEqualTo(404);
  }

  @Test
  void theNumberOfACardIsNotTakenAndNobodySetsHowAnotherPays() {
    UUID person = UUID.randomUUID();
    assertThat(payWith(viewer(person), person, "tok4242424242424242").text("parameter"))
        .isEqualTo("token");
    assertThat(payWith(viewer(person), person, "4242424242424242").text("parameter"))
        .isEqualTo("token");
    assertThat(payWith(viewer(UUID.randomUUID()), person, "tok_visa").status()).isEqualTo(404);
  }
}
