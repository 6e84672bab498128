package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import playhouse.contracts.Family;
import playhouse.contracts.facts.Payment;
import playhouse.testbed.Broker;

/** Statements and cases as those who answer for the books meet them: over HTTP. */
class ReconciliationApiTest {
  private static final String HEADER =
      "file,day,batch,type,id,reference,currency,gross,fee,rate,paid_currency,net\n";
  private static House house;
  private static Facts<Payment> facts;

  @BeforeAll
  static void open() {
    String kafka = Broker.shared().address();
    house = House.starting(kafka, Map.of("PLAYHOUSE_SERVICES_URI", EmptyServices.uri()));
    house = house.as(Ground.token("operator.ana"));
    house.await("/ready", answer -> answer.status() == 200);
    facts = new Facts<>(kafka, Family.PAYMENT.topic(), Payment.class);
  }

  @AfterAll
  static void close() {
    facts.close();
    house.close();
  }

  @Test
  void aFileIsTakenOnceAndWhatNobodyKnowsOfIsACaseThatIsWorkedOff() throws Exception {
    String file = "api-" + UUID.randomUUID();
    String content = HEADER + row(file, "9.99", "9.85");
    House.Answer first = send("settlement", content);
    assertThat(first.status()).as(first.body()).isEqualTo(200);
    assertThat(send("settlement", content).body()).isEqualTo(first.body());
    House.Answer other = send("settlement", HEADER + row(file, "8.99", "8.85"));
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.text("type")).endsWith("statement_differs");

    House.Answer open =
        house.await(
            "/v1/reconciliation/exceptions", answer -> answer.body().contains("missing-in-ledger"));
    JsonNode unknown =
        open.json().path("items").get(open.items("kind").indexOf("missing-in-ledger"));
    String id = unknown.path("id").asText();
    assertThat(unknown.path("subject").asText()).isEqualTo(file);
    assertThat(unknown.path("suggestion").asText()).startsWith("post");
    String at = "/v1/reconciliation/exceptions/" + id + "/resolution";
    assertThat(house.post(at, "{\"how\":\"forget\",\"note\":\"tested\"}").text("parameter"))
        .isEqualTo("how");
    House.Answer resolved = house.post(at, "{\"how\":\"post\",\"note\":\"tested\"}");
    assertThat(resolved.text("state")).as(resolved.body()).isEqualTo("resolved");
    assertThat(resolved.json().path("actions").get(0).path("who").asText())
        .isEqualTo("operator.ana");
    assertThat(house.post(at, "{\"how\":\"post\",\"note\":\"tested\"}").status()).isEqualTo(409);
    facts.await(
        fact ->
            fact.getType().equals("recon.resolved")
                && fact.getReconResolved().getExceptionId().equals(id));
    assertThat(house.get("/v1/ledger/lines?account=unclaimed").body()).contains(id);

    House.Answer report = house.get("/v1/reconciliation/report?month=2026-01");
    report
        .json()
        .path("items")
        .forEach(
            held ->
                assertThat(new BigDecimal(held.path("difference").path("amount").asText()))
                    .isEqualByComparingTo("0"));
    assertThat(house.get("/v1/reconciliation/statements").body()).contains(file);
    House.Answer early = house.post("/v1/ledger/closed-months", "{\"month\":\"2026-01\"}");
    assertThat(early.status()).as("past the reconciliation").isEqualTo(409);
    assertThat(early.text("type")).endsWith("period_incomplete");
    House.Answer close =
        house.post("/v1/reconciliation/periods", "{\"month\":\"2026-01\",\"carry\":[]}");
    assertThat(close.text("type")).endsWith("period_incomplete");
  }

  @Test
  void xmlThatReachesForFilesIsRefusedAndTellsNothing() throws Exception {
    House.Answer answer =
        send(
            "camt053",
            "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>"
                + "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\">&e;"
                + "</Document>");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("parameter")).isEqualTo("content");
    assertThat(answer.body()).doesNotContain("root:");
    String laughs =
        "<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;\">"
            + "<!ENTITY c \"&b;&b;&b;&b;&b;\">]><l>&c;</l>";
    assertThat(send("camt053", laughs).status()).isEqualTo(400);
    assertThat(send("camt053", "<a>".repeat(5_000)).status()).isEqualTo(400);
  }

  @Test
  void aRateIsSaidOnce() {
    String rate = "{\"day\":\"2027-01-04\",\"currency\":\"USD\",\"paid\":\"EUR\",\"rate\":\"0.9\"}";
    assertThat(house.post("/v1/reconciliation/rates", rate).status()).isEqualTo(200);
    assertThat(house.post("/v1/reconciliation/rates", rate).status()).isEqualTo(200);
    assertThat(house.post("/v1/reconciliation/rates", rate.replace("0.9", "0.8")).status())
        .isEqualTo(409);
    assertThat(house.post("/v1/reconciliation/rates", rate.replace("0.9", "0")).text("parameter"))
        .isEqualTo("rate");
  }

  private static House.Answer send(String format, String content) throws Exception {
    return house.post(
        "/v1/reconciliation/statements",
        new ObjectMapper()
            .writeValueAsString(Map.of("format", format, "account", "card", "content", content)));
  }

  private static String row(String file, String gross, String net) {
    return "%s,2026-01-02,po-%s,charge,ch,%s,USD,%s,0.14,1,USD,%s\n"
        .formatted(file, file, file, gross, net);
  }
}
