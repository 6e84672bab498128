package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import playhouse.contracts.Family;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.Acquisition;
import playhouse.models.valuation.Earned;
import playhouse.models.valuation.Merit;
import playhouse.models.valuation.Uplift;
import playhouse.models.valuation.ValuationModel;
import playhouse.models.valuation.Worth;
import playhouse.models.valuation.hours.Past;
import playhouse.models.valuation.hours.TitleFacts;
import playhouse.models.valuation.hours.TitleWeeks;
import playhouse.testbed.Await;
import playhouse.testbed.Broker;

/** What titles are worth, as those who buy meet it: over HTTP, from a real lake. */
class ValuationApiTest {
  private static final LocalDate DAY = LocalDate.parse("2026-11-20");
  private static final List<String> TEXTS =
      List.of("title", "kind", "model_version", "basis", "currency");
  private static final List<String> NUMBERS =
      List.of(
          "expected_hrs",
          "low_hrs",
          "high_hrs",
          "naive_hrs",
          "uplift",
          "uplift_low",
          "uplift_high");
  private static final List<String> MICROS =
      List.of(
          "retention_micros",
          "acquisition_micros",
          "ad_micros",
          "sale_micros",
          "value_micros",
          "low_micros",
          "high_micros",
          "ceiling_micros");
  private static final Schema VALUES = values();
  private static final Schema MODELS =
      new Schema(
          NestedField.optional(1, "day", Types.DateType.get()),
          NestedField.optional(2, "model_version", Types.StringType.get()),
          NestedField.optional(3, "horizon_days", Types.IntegerType.get()),
          NestedField.optional(4, "titles", Types.LongType.get()),
          NestedField.optional(5, "content", Types.StringType.get()));
  private static final String CANDIDATE =
      """
      {"name":"The long night","kind":"film","genres":["Drama"],"runtimeMillis":6300000,
       "fee":%s,"currency":"%s"}\
      """;

  private static KpiLake lake;
  private static Table valueTable;
  private static House house;
  private static House analyst;

  @BeforeAll
  static void open() {
    lake = new KpiLake();
    valueTable = table("mart.valuation", VALUES);
    write(valueTable, value(DAY.minusDays(1), "t1", 1_000_000), value(DAY, "t1", 2_345_678));
    String content = model().json();
    Record model = GenericRecord.create(MODELS);
    model.setField("day", DAY);
    model.setField("model_version", ValuationModel.version(content));
    model.setField("content", content);
    write(table("mart.valuation_models", MODELS), model);
    Map<String, String> settings = new HashMap<>(lake.settings());
    settings.remove("PLAYHOUSE_KEYS");
    settings.put("PLAYHOUSE_SERVICES_URI", EmptyServices.uri());
    house = House.starting(Broker.shared().address(), settings);
    house.await("/ready", answer -> answer.status() == 200);
    analyst = house.as(Ground.token("analyst.ana"));
  }

  @AfterAll
  static void close() {
    house.close();
    lake.close();
  }

  @Test
  void aTitleIsWorthWhatTheNewestNightSays() {
    JsonNode value = analyst.get("/v1/titles/t1/valuation").json();
    assertThat(value.path("day").asText()).isEqualTo("2026-11-20");
    assertThat(value.path("ceiling").path("amount").asText()).isEqualTo("2.34");
    assertThat(value.path("value").path("expected").path("currency").asText()).isEqualTo("USD");
    assertThat(value.path("hours").path("low").asDouble()).isEqualTo(2.5);
    assertThat(value.path("comparables").get(0).path("title").asText()).isEqualTo("t2");
    assertThat(value.path("reasons").get(0).asText()).isEqualTo("because");
    assertThat(analyst.get("/v1/titles/unheard-of/valuation").status()).isEqualTo(404);
    // A newer night.
    write(valueTable, value(DAY.plusDays(1), "t1", 5_000_000));
    analyst.await(
        "/v1/titles/t1/valuation",
        answer -> answer.json().path("ceiling").path("amount").asText().equals("5.00"));
  }

  @Test
  void aCandidateIsValuedKeptAndToldOfOnce() {
    String body = CANDIDATE.formatted("1", "USD");
    String key = UUID.randomUUID().toString();
    House.Answer made = analyst.send("POST", "/v1/valuations", body, "Idempotency-Key", key);
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    JsonNode result = made.json().path("result");
    assertThat(result.path("basis").asText()).isEqualTo("properties");
    double expected = result.path("hours").path("expected").asDouble();
    assertThat(result.path("hours").path("low").asDouble()).isLessThanOrEqualTo(expected);
    assertThat(result.path("comparables")).hasSize(10);
    assertThat(result.path("modelVersion").asText()).matches("[0-9a-f]{12}");
    assertThat(result.path("reasons").get(0).asText()).contains("below the ceiling");
    assertThat(made.json().path("who").asText()).isEqualTo("analyst.ana");

    House.Answer again = analyst.send("POST", "/v1/valuations", body, "Idempotency-Key", key);
    assertThat(again.text("id")).isEqualTo(made.text("id"));
    JsonNode found = analyst.get("/v1/valuations/" + made.text("id")).json();
    assertThat(found.path("result")).isEqualTo(result);
    assertThat(found.path("candidate").path("name").asText()).isEqualTo("The long night");
    assertThat(analyst.get("/v1/valuations/" + UUID.randomUUID()).status()).isEqualTo(404);
    List<Acquisition> told = told(made.text("id"), 2);
    assertThat(told)
        .extracting(Acquisition::getType)
        .containsExactlyInAnyOrder("valuation.requested", "valuation.computed");
    assertThat(told)
        .filteredOn(fact -> fact.getValuationRequested() != null)
        .extracting(Acquisition::getValuationRequested)
        .singleElement()
        .satisfies(
            asked -> {
              assertThat(asked.getKind()).isEqualTo("film");
              assertThat(asked.getFeeMicros()).isEqualTo(1_000_000);
              assertThat(asked.getCurrency()).isEqualTo("USD");
            });
  }

  @Test
  void anotherCurrencyIsAnsweredByItsRateAndOneWithoutIsRefused() {
    JsonNode dollars = analyst.post("/v1/valuations", CANDIDATE.formatted("1", "USD")).json();
    JsonNode yuan = analyst.post("/v1/valuations", CANDIDATE.formatted("1", "CNY")).json();
    assertThat(amount(yuan)).isBetween(7.9 * amount(dollars), 8.1 * amount(dollars));
    House.Answer unknown = analyst.post("/v1/valuations", CANDIDATE.formatted("1", "CHF"));
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(unknown.text("parameter")).isEqualTo("currency");
    assertThat(unknown.text("detail")).contains("CNY", "USD");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"name\":\"x\",\"kind\":\"opera\",\"genres\":[]}",
        "{\"name\":\"x\",\"kind\":\"film\",\"genres\":[null]}",
        "{\"name\":\"x\",\"kind\":\"film\",\"genres\":[],\"runtimeMillis\":-1}",
        "{\"name\":\"x\",\"kind\":\"film\",\"genres\":[],\"fee\":-1}",
        "{\"name\":\"x\",\"kind\":\"film\",\"genres\":[],\"currency\":\"dollars\"}"
      })
  void nonsenseIsRefused(String body) {
    House.Answer answer = analyst.post("/v1/valuations", body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.type()).startsWith("application/problem+json");
  }

  @Test
  void anAnalystSaysOtherwiseWithAReasonAndWhatWasComputedStays() {
    House.Answer made = analyst.post("/v1/valuations", CANDIDATE.formatted("1", "USD"));
    String path = "/v1/valuations/" + made.text("id");
    String said = "{\"amount\":18000.5,\"currency\":\"USD\",\"reason\":\"%s\"}";
    assertThat(analyst.send("PUT", path + "/override", said.formatted("no")).status())
        .isEqualTo(400);
    String odd = said.formatted("Its sequel was withdrawn.").replace("18000.5", "1.001");
    assertThat(analyst.send("PUT", path + "/override", odd).text("parameter")).isEqualTo("amount");
    for (String why : List.of("Its sequel was withdrawn.", "Its sequel came back.")) {
      assertThat(analyst.send("PUT", path + "/override", said.formatted(why)).status())
          .isEqualTo(200);
    }
    JsonNode found = analyst.get(path).json();
    assertThat(found.path("overridden").path("reason").asText()).isEqualTo("Its sequel came back.");
    assertThat(found.path("overridden").path("value").path("amount").asText())
        .isEqualTo("18000.50");
    assertThat(found.path("result")).isEqualTo(made.json().path("result"));
    assertThat(told(made.text("id"), 4))
        .filteredOn(fact -> fact.getType().equals("valuation.overridden"))
        .hasSize(2)
        .allMatch(fact -> fact.getValuationOverridden().getAmountMicros() == 18_000_500_000L)
        .noneMatch(fact -> fact.toString().contains("sequel"));
    House operator = house.as(Ground.token("operator.ole"));
    assertThat(operator.get(path).status()).isEqualTo(200);
    assertThat(operator.send("PUT", path + "/override", said.formatted("I think so")).status())
        .isEqualTo(403);
    House admin = house.as(Ground.token("admin"));
    assertThat(admin.get("/v1/audit").body()).contains("/override");
    assertThat(
            analyst
                .send(
                    "PUT",
                    "/v1/valuations/" + UUID.randomUUID() + "/override",
                    said.formatted("Nothing is there."))
                .status())
        .isEqualTo(404);
  }

  @Test
  void theSystemIsListed() {
    assertThat(house.get("/v1/systems").items("id")).contains("S1.3");
  }

  /** The facts about a candidate, once so many are told. */
  private static List<Acquisition> told(String id, int count) {
    List<Acquisition> facts = new ArrayList<>();
    Await.until(
        "the facts of " + id,
        Duration.ofSeconds(30),
        () -> {
          facts.clear();
          Broker.shared()
              .each(
                  Family.ACQUISITION.topic(),
                  message -> {
                    Acquisition fact = Wire.decode(Acquisition.class, message.value());
                    if (fact.getEnvelope().getId().startsWith("valuation/" + id)) {
                      facts.add(fact);
                    }
                  });
          return facts.size() >= count;
        });
    return facts;
  }

  private static double amount(JsonNode view) {
    return view.path("result").path("value").path("high").path("amount").asDouble();
  }

  private static ValuationModel model() {
    List<TitleWeeks> titles = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String genre = i % 2 == 0 ? "Drama" : "War";
      TitleFacts facts =
          new TitleFacts(
              "t" + i, "film", List.of(genre), List.of(), 2020, 6_000_000L, "en", 0, false);
      double hours = (i % 2 == 0 ? 1_000 : 10) * (1 + i % 5 / 10.0);
      titles.add(new TitleWeeks(facts, 30, List.of(hours, hours, hours, hours, hours, hours)));
    }
    Worth worth = new Worth("USD", 100, 900_000_000, 100_000_000, .9, Map.of("CNY", 125_000_000L));
    return ValuationModel.learn(DAY.toString(), new Past(titles, 2026, 6), merits(), worth)
        .orElseThrow();
  }

  /** An hour brings a dollar of ads. */
  private static Map<String, Merit> merits() {
    return Map.of("t0", new Merit(new Earned(1_000, 0, 0, 1e9, 0), new Uplift(0, 1, 0)));
  }

  private static Schema values() {
    List<NestedField> fields = new ArrayList<>();
    fields.add(NestedField.optional(1, "day", Types.DateType.get()));
    int id = 2;
    for (String name : TEXTS) {
      fields.add(NestedField.optional(id++, name, Types.StringType.get()));
    }
    fields.add(NestedField.optional(id++, "horizon_days", Types.IntegerType.get()));
    for (String name : NUMBERS) {
      fields.add(NestedField.optional(id++, name, Types.DoubleType.get()));
    }
    fields.add(NestedField.optional(id++, "uplift_watchers", Types.LongType.get()));
    for (String name : MICROS) {
      fields.add(NestedField.optional(id++, name, Types.LongType.get()));
    }
    Types.StructType like =
        Types.StructType.of(
            NestedField.optional(101, "title", Types.StringType.get()),
            NestedField.optional(102, "weight", Types.DoubleType.get()),
            NestedField.optional(103, "hrs", Types.DoubleType.get()));
    fields.add(NestedField.optional(id++, "comparables", Types.ListType.ofOptional(104, like)));
    fields.add(
        NestedField.optional(
            id, "reasons", Types.ListType.ofOptional(105, Types.StringType.get())));
    return new Schema(fields);
  }

  private static Table table(String name, Schema schema) {
    return lake.create(name, schema, PartitionSpec.builderFor(schema).identity("day").build());
  }

  private static void write(Table table, Record... rows) {
    var append = table.newAppend();
    for (Record row : rows) {
      append.appendFile(lake.file(table, List.of(row)));
    }
    append.commit();
  }

  private static Record value(LocalDate day, String title, long ceiling) {
    Record row = GenericRecord.create(VALUES);
    row.setField("day", day);
    TEXTS.forEach(name -> row.setField(name, "x"));
    row.setField("title", title);
    row.setField("currency", "USD");
    row.setField("horizon_days", 28);
    NUMBERS.forEach(name -> row.setField(name, 2.5));
    row.setField("uplift_watchers", 7L);
    MICROS.forEach(name -> row.setField(name, ceiling));
    Record like =
        GenericRecord.create(
            VALUES.findType("comparables").asListType().elementType().asStructType());
    like.setField("title", "t2");
    like.setField("weight", .5);
    like.setField("hrs", 12.0);
    row.setField("comparables", List.of(like));
    row.setField("reasons", List.of("because"));
    return row;
  }
}
