package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import playhouse.contracts.Family;
import playhouse.contracts.facts.Subscription;
import playhouse.counterparts.psp.Psp;
import playhouse.testbed.Broker;

/** Changing plans, resting, coupons, gift cards, families and paper as people do: over HTTP. */
class PlanChangeTest {
  private static Psp psp;
  private static House house;
  private static Facts<Subscription> facts;

  @BeforeAll
  static void open() throws Exception {
    psp = new Psp(0, "key", URI.create("http://127.0.0.1:1/nowhere"), "secret");
    String kafka = Broker.shared().address();
    house =
        House.starting(
            kafka,
            Map.of(
                "PLAYHOUSE_SERVICES_URI",
                EmptyServices.uri(),
                "PLAYHOUSE_PSP_URL",
                psp.uri().toString()));
    house.await("/ready", answer -> answer.status() == 200);
    facts = new Facts<>(kafka, Family.SUBSCRIPTION.topic(), Subscription.class);
  }

  @AfterAll
  static void close() {
    facts.close();
    house.close();
    psp.close();
  }

  private static House viewer(UUID person) {
    return house.as(Ground.token("viewer." + person));
  }

  private static String subscribe(House viewer, String plan) {
    House.Answer begun =
        viewer.post("/v1/subscriptions", "{\"plan\":\"" + plan + "\",\"country\":\"US\"}");
    assertThat(begun.status()).as(begun.body()).isEqualTo(201);
    return begun.header("Location");
  }

  private static House.Answer change(House viewer, String location, String preview) {
    return viewer.post(location + "/change", "{\"preview\":\"" + preview + "\"}");
  }

  private static void give(UUID person, String code, String amount) {
    House.Answer active =
        house.post(
            "/v1/gift-cards",
            """
            {"code":"%s","amount":{"amount":"%s","currency":"USD"},"origin":"sold"}"""
                .formatted(code, amount));
    assertThat(active.status()).as(active.body()).isEqualTo(201);
    assertThat(active.body()).doesNotContain(code);
    House.Answer balance =
        viewer(person).post("/v1/people/" + person + "/gift-cards", "{\"code\":\"" + code + "\"}");
    assertThat(balance.json().path("items").path(0).path("amount").asText()).isEqualTo(amount);
  }

  @Test
  void somethingBetterComesWhenItIsPaidExactlyAsThePreviewSaid() {
    UUID person = UUID.randomUUID();
    House viewer = viewer(person);
    String location = subscribe(viewer, "free");
    House.Answer preview = viewer.post(location + "/change/preview", "{\"plan\":\"premium\"}");
    assertThat(preview.text("comes")).isEqualTo("now");
    assertThat(preview.json().path("toPay").path("amount").asText()).isEqualTo("15.99");
    House.Answer changed = change(viewer, location, preview.text("id"));
    assertThat(changed.text("plan")).isEqualTo("free");
    assertThat(changed.json().path("coming").path("state").asText()).isEqualTo("unpaid");
    assertThat(viewer.post(location + "/change/preview", "{\"plan\":\"family\"}").text("type"))
        .isEqualTo("urn:playhouse:problem:change_unpaid");
    viewer.send(
        "PUT",
        "/v1/people/" + person + "/payment-method",
        "{\"channel\":\"card\",\"token\":\"tok_visa\",\"label\":\"Visa 4242\"}");
    house.await(
        "/v1/people/" + person + "/entitlement", answer -> answer.text("plan").equals("premium"));
    assertThat(viewer.get(location).json().has("coming")).isFalse();
    JsonNode invoice = viewer.get(location + "/invoices").json().path("items").path(0);
    assertThat(invoice.path("total").path("amount").asText()).isEqualTo("15.99");
    assertThat(invoice.path("lines")).hasSize(1);
    Subscription told =
        facts.await(
            fact ->
                fact.getSubscriptionChanged() != null
                    && person.equals(fact.getEnvelope().getPerson()));
    assertThat(told.getSubscriptionChanged().getToPlan().toString()).isEqualTo("premium");
    String paper = location + "/invoices/" + invoice.path("id").asText() + "/pdf";
    House.Answer pdf = viewer.get(paper);
    assertThat(pdf.type()).isEqualTo("application/pdf");
    assertThat(pdf.body()).startsWith("%PDF-");
    assertThat(viewer.get(paper).body()).isEqualTo(pdf.body());
    assertThat(viewer.get(paper + "?language=fr").text("parameter")).isEqualTo("language");
    assertThat(viewer(UUID.randomUUID()).get(paper).status()).isEqualTo(404);
  }

  @Test
  void somethingCheaperIsShownUntilItComesOrIsWithdrawn() {
    UUID person = UUID.randomUUID();
    House viewer = viewer(person);
    give(person, "9KQ2M4XZ9TB1C8W1", "20.00");
    String location = subscribe(viewer, "premium");
    assertThat(viewer.get(location).text("state")).isEqualTo("active");
    String preview =
        viewer.post(location + "/change/preview", "{\"plan\":\"standard\"}").text("id");
    House.Answer planned = change(viewer, location, preview);
    assertThat(planned.text("plan")).isEqualTo("premium");
    assertThat(planned.json().path("coming").path("plan").asText()).isEqualTo("standard");
    assertThat(viewer.delete(location + "/change").json().has("coming")).isFalse();
    House.Answer resting = viewer.post(location + "/pause", "{\"months\":2}");
    assertThat(resting.json().path("pauseMonths").asInt()).isEqualTo(2);
    assertThat(viewer.post(location + "/pause", "{\"months\":4}").text("parameter"))
        .isEqualTo("months");
    assertThat(viewer.post(location + "/resume", "").json().has("pauseMonths")).isFalse();
    assertThat(change(viewer, location, UUID.randomUUID().toString()).status()).isEqualTo(404);
  }

  @Test
  void anAgentGivesBackWhatWasPaidAndAViewerDoesNot() {
    UUID person = UUID.randomUUID();
    House viewer = viewer(person);
    give(person, "9KQ2M4XZ9TB1C8W2", "15.99");
    String location = subscribe(viewer, "premium");
    JsonNode invoice = viewer.get(location + "/invoices").json().path("items").path(0);
    assertThat(invoice.path("state").asText()).isEqualTo("paid");
    String notes = location + "/invoices/" + invoice.path("id").asText() + "/credit-notes";
    String wanted = "{\"amount\":{\"amount\":\"%s\",\"currency\":\"USD\"},\"reason\":\"goodwill\"}";
    assertThat(viewer.post(notes, wanted.formatted("1.00")).status()).isEqualTo(403);
    House agent = house.as(Ground.token("agent.ana"));
    House.Answer note = agent.post(notes, wanted.formatted("1.00"));
    assertThat(note.status()).as(note.body()).isEqualTo(201);
    assertThat(agent.post(notes, wanted.formatted("15.00")).text("type"))
        .isEqualTo("urn:playhouse:problem:credit_too_much");
    assertThat(agent.post(notes, wanted.formatted("1.001")).text("parameter")).isEqualTo("amount");
    assertThat(viewer.get(note.header("Location")).body()).startsWith("%PDF-");
    assertThat(viewer.get(notes).json().path("items")).hasSize(1);
    assertThat(
            viewer
                .get("/v1/people/" + person + "/balance")
                .json()
                .path("items")
                .path(0)
                .path("amount")
                .asText())
        .isEqualTo("1.00");
  }

  @Test
  void aCouponIsGivenOutByAnOperatorAndWhoGuessesIsStopped() {
    House operator = house.as(Ground.token("operator.olga"));
    String coupon =
        """
        {"code":"WELCOME9","percent":"50","terms":1,"from":"2020-01-01T00:00:00Z",
         "until":"2099-01-01T00:00:00Z"}""";
    assertThat(operator.post("/v1/coupons", coupon).status()).isEqualTo(201);
    assertThat(operator.post("/v1/coupons", coupon).status()).isEqualTo(201);
    assertThat(operator.post("/v1/coupons", coupon.replace("50", "60")).text("type"))
        .isEqualTo("urn:playhouse:problem:coupon_exists");
    UUID person = UUID.randomUUID();
    House viewer = viewer(person);
    House.Answer begun =
        viewer.post(
            "/v1/subscriptions",
            "{\"plan\":\"premium\",\"country\":\"US\",\"coupon\":\"WELCOME9\"}");
    JsonNode invoice =
        viewer.get(begun.header("Location") + "/invoices").json().path("items").path(0);
    assertThat(invoice.path("total").path("amount").asText()).isEqualTo("7.99");
    for (int i = 0; i < 10; i++) {
      assertThat(
              viewer
                  .post(begun.header("Location") + "/coupon", "{\"code\":\"GUESS" + i + "\"}")
                  .status())
          .isEqualTo(404);
    }
    assertThat(viewer.post(begun.header("Location") + "/coupon", "{\"code\":\"GUESSX\"}").status())
        .isEqualTo(429);
  }

  @Test
  void theOwnerAsksAndTheMemberSaysYesAndNobodyElseKnows() {
    UUID owner = UUID.randomUUID();
    UUID member = UUID.randomUUID();
    give(owner, "9KQ2M4XZ9TB1C8W3", "19.99");
    String location = subscribe(viewer(owner), "family");
    String members = location + "/members";
    House.Answer invited = viewer(owner).post(members, "{\"person\":\"" + member + "\"}");
    assertThat(invited.json().path("invited")).hasSize(1);
    String seat = members + "/" + member;
    assertThat(viewer(owner).send("PUT", seat, "").status()).isEqualTo(404);
    assertThat(viewer(UUID.randomUUID()).delete(seat).status()).isEqualTo(404);
    assertThat(viewer(member).send("PUT", seat, "").status()).isEqualTo(204);
    String entitlement = "/v1/people/" + member + "/entitlement";
    assertThat(viewer(member).get(entitlement).text("plan")).isEqualTo("family");
    assertThat(viewer(member).get(members).status()).isEqualTo(404);
    assertThat(viewer(member).delete(seat).status()).isEqualTo(204);
    assertThat(viewer(member).get(entitlement).text("state")).isEqualTo("none");
  }
}
