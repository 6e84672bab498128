package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import playhouse.testbed.Broker;

/** Funnels, retention and paths as analysts ask for them: over HTTP, from a real lake. */
class BehaviourApiTest {
  private static final Type TEXT = Types.StringType.get();
  private static final Type TIME = Types.TimestampType.withZone();
  private static final Schema PLAYS =
      schema(
          "person",
          TEXT,
          "title",
          TEXT,
          "started",
          TIME,
          "ended",
          TIME,
          "qualified",
          Types.BooleanType.get(),
          "completion",
          Types.DecimalType.of(13, 12),
          "surface",
          TEXT,
          "platform",
          TEXT,
          "country",
          TEXT);
  private static final Schema INTERACTIONS =
      schema(
          "person",
          TEXT,
          "title",
          TEXT,
          "kind",
          TEXT,
          "occurred",
          TIME,
          "platform",
          TEXT,
          "country",
          TEXT);
  private static final Schema REGISTRATIONS =
      schema("person", TEXT, "occurred", TIME, "country", TEXT);
  private static final Schema PAYMENTS =
      schema("person", TEXT, "occurred", TIME, "title", TEXT, "kind", TEXT);
  private static final Schema VIEWS =
      schema(
          "person",
          Types.UUIDType.get(),
          "occurred",
          TIME,
          "type",
          TEXT,
          "exclusion",
          TEXT,
          "country",
          TEXT,
          "platform",
          TEXT,
          "page_viewed",
          Types.StructType.of(
              NestedField.optional(20, "page", TEXT),
              NestedField.optional(21, "title", TEXT),
              NestedField.optional(22, "referrer", TEXT)));
  private static final UUID WEB = UUID.fromString("7c0de0f1-0000-4000-8000-000000000001");
  private static final Schema ACTIVITY = schema("person", TEXT);
  private static final Schema IDENTITIES = schema("person", TEXT, "merged_into", TEXT);

  private static KpiLake lake;
  private static House house;
  private static House analyst;

  @BeforeAll
  static void open() {
    lake = new KpiLake();
    fill();
    Map<String, String> settings = new HashMap<>(lake.settings());
    settings.remove("PLAYHOUSE_KEYS");
    settings.put("PLAYHOUSE_SERVICES_URI", EmptyServices.uri());
    house = House.starting(Broker.shared().address(), settings);
    house.await("/ready", answer -> answer.status() == 200);
    analyst = house.as(Ground.token("analyst.ana"));
  }

  private static void fill() {
    Table plays = table("core.plays", PLAYS);
    write(
        plays,
        play("ana", "2026-11-02T10:00:00Z", "t1", "tv", 1.0),
        // What ben did before he signed in is his.
        play("ben-anonymous", "2026-11-02T11:00:00Z", "t1", "web", 0.2),
        play("eva", "2026-11-03T10:00:00Z", "t2", "tv", 0.5));
    write(
        table("core.interactions", INTERACTIONS),
        interaction("ana", "2026-11-02T10:10:00Z", "t1", "like.added"),
        interaction("ben", "2026-11-02T11:05:00Z", "t1", "like.added"),
        interaction("eva", "2026-11-09T10:00:00Z", "t2", "like.added"));
    write(
        table("raw.interaction", VIEWS),
        view("2026-11-02T09:00:00Z", "home", null),
        view("2026-11-02T09:01:00Z", "plans", null),
        view("2026-11-02T09:02:00Z", "checkout", "bot"));
    write(
        table("core.registrations", REGISTRATIONS),
        at("ana", REGISTRATIONS, "2026-11-01T10:00:00Z"),
        at("ben", REGISTRATIONS, "2026-11-01T12:00:00Z"));
    write(
        table("core.payments", PAYMENTS),
        row(at("ana", PAYMENTS, "2026-11-02T10:20:00Z"), Map.of("kind", "captured")),
        row(at("ben", PAYMENTS, "2026-11-02T11:20:00Z"), Map.of("kind", "refund")));
    write(
        table("core.activity", ACTIVITY),
        row("ana", ACTIVITY, "2026-11-02"),
        row("ben-anonymous", ACTIVITY, "2026-11-03"));
    write(
        table("core.identities", IDENTITIES),
        row(row("ben-anonymous", IDENTITIES, "2026-11-02"), Map.of("merged_into", "ben")));
  }

  @AfterAll
  static void close() {
    house.close();
    lake.close();
  }

  @Test
  void aFunnelTellsHowManyWentHowFar() {
    House.Answer answer =
        analyst.post(
            "/v1/funnels",
            """
            {"from":"2026-11-01","to":"2026-11-08","windowHours":24,"by":"platform",
             "steps":[{"event":"playback.start"},{"event":"like.added"},{"event":"payment.captured"}]}""");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(people(answer.json().path("steps"))).containsExactly(3, 2, 1);
    assertThat(answer.json().path("steps").get(2).path("ofPrevious").asDouble()).isEqualTo(0.5);
    assertThat(answer.json().path("medianSeconds").asDouble()).isEqualTo(1200);
    JsonNode slices = answer.json().path("slices");
    assertThat(slices.get(0).path("value").asText()).isEqualTo("tv");
    assertThat(people(slices.get(0).path("steps"))).containsExactly(2, 1, 1);
    assertThat(people(slices.get(1).path("steps"))).containsExactly(1, 1, 0);

    House.Answer titled =
        analyst.post(
            "/v1/funnels",
            """
            {"from":"2026-11-01","to":"2026-11-08","windowHours":1,
             "steps":[{"event":"playback.start","title":"t1"},{"event":"playback.completed"}]}""");
    assertThat(people(titled.json().path("steps"))).containsExactly(2, 1);
  }

  @Test
  void pagesAreStepsTooAndBotsHaveGoneNowhere() {
    House.Answer answer =
        analyst.post(
            "/v1/funnels",
            """
            {"from":"2026-11-01","to":"2026-11-08","windowHours":24,
             "steps":[{"event":"page.viewed","page":"home"},{"event":"page.viewed","page":"plans"},
                      {"event":"page.viewed","page":"checkout"}]}""");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(people(answer.json().path("steps"))).containsExactly(1, 1, 0);
  }

  @Test
  void whatIsNotKnownOrTooLongIsRefusedWithWhatThereIs() {
    String wanted =
        "{\"from\":\"%s\",\"to\":\"2026-11-08\",\"windowHours\":24,\"steps\":[{\"event\":\"%s\"}]}";
    House.Answer unknown = analyst.post("/v1/funnels", wanted.formatted("2026-11-01", "dance"));
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(unknown.text("detail")).contains("playback.start", "like.added", "payment.captured");
    assertThat(
            analyst.post("/v1/funnels", wanted.formatted("2026-01-01", "rating")).text("parameter"))
        .isEqualTo("from");
    assertThat(analyst.get("/v1/paths?start=dance").text("parameter")).isEqualTo("start");
    assertThat(analyst.get("/v1/retention?unit=year").text("parameter")).isEqualTo("unit");
    assertThat(house.as(Ground.token("agent.al")).get("/v1/paths").status()).isEqualTo(403);
  }

  @Test
  void whoComesBackIsToldByCohort() {
    House.Answer answer =
        analyst.get("/v1/retention?from=2026-11-01&to=2026-11-08&unit=day&periods=2");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    JsonNode cohort = answer.json().path("items").get(0);
    assertThat(cohort.path("begins").asText()).isEqualTo("2026-11-01");
    assertThat(cohort.path("people").asInt()).isEqualTo(2);
    assertThat(cohort.path("returned").toString()).isEqualTo("[0,1,1]");
  }

  @Test
  void pathsTellWhatComesNext() {
    House.Answer answer = analyst.get("/v1/paths?from=2026-11-01&to=2026-11-10&length=2");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.json().path("items").findValues("steps").toString())
        .contains("[\"playback.start\",\"playback.watched\",\"like.added\"]");
  }

  private static List<Integer> people(JsonNode steps) {
    return steps.findValues("people").stream().map(JsonNode::asInt).toList();
  }

  private static Schema schema(Object... columns) {
    List<NestedField> fields = new java.util.ArrayList<>();
    fields.add(NestedField.optional(1, "day", Types.DateType.get()));
    for (int i = 0; i < columns.length; i += 2) {
      fields.add(NestedField.optional(i / 2 + 2, (String) columns[i], (Type) columns[i + 1]));
    }
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

  private static Record play(
      String person, String started, String title, String platform, double completion) {
    return row(
        row(person, PLAYS, started.substring(0, 10)),
        Map.of(
            "started",
            Instant.parse(started).atOffset(ZoneOffset.UTC),
            "ended",
            Instant.parse(started).plusSeconds(300).atOffset(ZoneOffset.UTC),
            "title",
            title,
            "platform",
            platform,
            "qualified",
            true,
            "completion",
            BigDecimal.valueOf(completion).setScale(12)));
  }

  private static Record view(String at, String page, @Nullable String exclusion) {
    Record view = GenericRecord.create(VIEWS.findType("page_viewed").asStructType());
    view.setField("page", page);
    Record row = GenericRecord.create(VIEWS);
    row.setField("day", LocalDate.parse(at.substring(0, 10)));
    row.setField("person", WEB);
    row.setField("occurred", Instant.parse(at).atOffset(ZoneOffset.UTC));
    row.setField("type", "page.viewed");
    if (exclusion != null) {
      row.setField("exclusion", exclusion);
    }
    row.setField("page_viewed", view);
    return row;
  }

  private static Record interaction(String person, String at, String title, String kind) {
    return row(at(person, INTERACTIONS, at), Map.of("title", title, "kind", kind));
  }

  private static Record at(String person, Schema schema, String at) {
    return row(
        row(person, schema, at.substring(0, 10)),
        Map.of("occurred", Instant.parse(at).atOffset(ZoneOffset.UTC)));
  }

  private static Record row(String person, Schema schema, String day) {
    Record row = GenericRecord.create(schema);
    row.setField("day", LocalDate.parse(day));
    row.setField("person", person);
    return row;
  }

  private static Record row(Record row, Map<String, Object> more) {
    more.forEach(row::setField);
    return row;
  }
}
