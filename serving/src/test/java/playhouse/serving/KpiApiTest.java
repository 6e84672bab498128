package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.iceberg.data.Record;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import playhouse.contracts.facts.LiveKpi;
import playhouse.testbed.Await;
import playhouse.testbed.Broker;
import playhouse.warehouse.Kpi;

class KpiApiTest {
  private static final LocalDate FIRST = LocalDate.of(2025, 12, 1);
  private static KpiLake lake;
  private static House stranger;
  private static House house;

  @BeforeAll
  static void open() {
    lake = new KpiLake();
    List<Record> rows = new ArrayList<>();
    for (int n = 0; n < 10; n++) {
      LocalDate day = FIRST.plusDays(n);
      rows.add(lake.day("K1.3", "completion", "UTC", day, "", (50 + n) / 100.0));
      rows.add(lake.day("K1.3", "completion", "Asia/Shanghai", day, "", 0.25));
      rows.add(lake.day("K1.3", "completion", "UTC", day, "title=film-1", 0.75));
      rows.add(lake.day("K1.3", "completion", "UTC", day, "title=film-2", 0.125));
      rows.add(lake.day("K6.1", "p50", "UTC", day, "", 300));
      rows.add(lake.day("K6.1", "p95", "UTC", day, "", 900));
      rows.add(lake.day("K6.1", "p50", "UTC", day, "platform=tv", 200));
      rows.add(lake.day("K6.1", "p50", "UTC", day, "platform=web", 400));
    }
    lake.write(rows);
    stranger = House.starting(Broker.shared().address(), lake.settings());
    house = stranger.as("demo-key");
    house.await("/ready", answer -> answer.status() == 200);
  }

  @AfterAll
  static void close() {
    stranger.close();
    lake.close();
  }

  @Test
  void everybodyMayReadWhatTheKpisMean() {
    JsonNode all = stranger.get("/v1/kpis").json();
    JsonNode items = all.path("items");
    assertThat(items).hasSize(Kpi.all().size()).hasSize(48);
    assertThat(all.path("groups").findValuesAsText("id"))
        .hasSize(12)
        .containsAll(
            items.findValuesAsText("id").stream().map(id -> id.split("\\.", 2)[0]).toList());
    JsonNode completion = items.get(2);
    assertThat(completion.path("id").asText()).isEqualTo("K1.3");
    assertThat(completion.path("zh").asText()).isEqualTo("完播率");
    assertThat(completion.path("measures").get(0).path("formula").asText())
        .isEqualTo("completion / plays");
    assertThat(completion.path("measures").get(0).path("live").asBoolean()).isTrue();
    assertThat(completion.path("alerts").get(0).asText()).isEqualTo("completion falls 10%");
    assertThat(completion.path("dimensions").get(0).asText()).isEqualTo("title");
    assertThat(items)
        .allSatisfy(
            item ->
                assertThat(item.path("measures").get(0).path("formula").asText())
                    .as(item.path("id").asText())
                    .isNotEmpty());
  }

  @Test
  void valuesAreForThoseWithAKey() {
    for (House asking : List.of(stranger, stranger.as("no key of ours"))) {
      House.Answer answer = asking.get("/v1/kpis/K1.3");
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.type()).startsWith("application/problem+json");
    }
    assertThat(stranger.get("/v1/alerts").status()).isEqualTo(401);
    assertThat(stranger.get("/v1/kpis/stream").status()).isEqualTo(401);
  }

  @Test
  void aSeriesSaysWhatItIsMadeOfAndHowFreshItIs() {
    JsonNode series = ask("K1.3?from=2025-12-01&to=2025-12-03");
    assertThat(values(series)).containsExactly(0.5, 0.51, 0.52);
    JsonNode point = series.path("points").get(1);
    assertThat(point.path("started").asText()).isEqualTo("2025-12-02T00:00:00Z");
    assertThat(point.path("numerator").asText()).isEqualTo("0.51");
    assertThat(point.path("denominator").asText()).isEqualTo("1");
    assertThat(point.path("run_id").asText()).isEqualTo("run-2025-12-02");
    assertThat(point.path("snapshots").asText()).isEqualTo("core.plays=7");
    assertThat(series.path("version").asInt()).isEqualTo(1);
    assertThat(series.path("unit").asText()).isEqualTo("share");
    assertThat(series.path("freshness").path("computed_at").asText())
        .isEqualTo("2026-01-01T03:00:00Z");
    assertThat(series.path("freshness").path("cut_off").asText()).isNotEmpty();
  }

  @Test
  void aZoneADimensionASliceAndAMeasureAreAskedFor() {
    JsonNode shanghai = ask("K1.3?from=2025-12-01&to=2025-12-01&zone=Asia/Shanghai");
    assertThat(shanghai.path("points").get(0).path("started").asText())
        .isEqualTo("2025-11-30T16:00:00Z");
    assertThat(values(shanghai)).containsExactly(0.25);
    assertThat(values(ask("K1.3?from=2025-12-01&to=2025-12-01&by=title")))
        .containsExactly(0.75, 0.125);
    assertThat(values(ask("K1.3?from=2025-12-01&to=2025-12-01&by=title%3Dfilm-2")))
        .containsExactly(0.125);
    assertThat(values(ask("K6.1?from=2025-12-01&to=2025-12-01"))).containsExactly(300.0, 900.0);
    assertThat(values(ask("K6.1?from=2025-12-01&to=2025-12-01&measure=p95")))
        .containsExactly(900.0);
  }

  @Test
  void pagesTogetherAreTheWholeEvenIfANewSnapshotComesBetween() {
    String question = "K6.1?from=2025-12-01&to=2025-12-10&by=platform&limit=7";
    List<Double> found = new ArrayList<>();
    TreeSet<String> places = new TreeSet<>();
    JsonNode page = ask(question);
    while (true) {
      found.addAll(values(page));
      page.path("points")
          .forEach(p -> places.add(p.path("started").asText() + p.path("by").asText()));
      if (!page.has("next")) {
        break;
      }
      lake.write(
          List.of(
              lake.day("K6.1", "p50", "UTC", FIRST.plusDays(9), "platform=" + found.size(), 1)));
      page = ask(question + "&after=" + page.path("next").asText());
    }
    assertThat(found).hasSize(20);
    assertThat(places).hasSize(20);
  }

  @Test
  void aNewSnapshotIsAnsweredFromSoon() {
    String path = "/v1/kpis/K2.1?from=2025-12-01&to=2025-12-01";
    assertThat(house.get(path).json().path("points")).isEmpty();
    lake.write(List.of(lake.day("K2.1", "registrations", "UTC", FIRST, "", 42)));
    JsonNode series = house.await(path, answer -> !answer.json().path("points").isEmpty()).json();
    assertThat(values(series)).containsExactly(42.0);
  }

  @ParameterizedTest
  @CsvSource({
    "K1.3?zone=Mars, 400, zone, 'Asia/Shanghai, UTC'",
    "K1.3?grain=month, 400, grain, day",
    "K1.3?by=country, 400, by, title",
    "K4.4?by=title, 400, by, no dimensions",
    "K6.1?measure=p51, 400, measure, 'p50, p95, p99'",
    "K1.3?from=yesterday, 400, from, 2026-01-02",
    "K1.3?from=2025-12-02&to=2025-12-01, 400, from, after to",
    "K1.3?from=2001-01-01&to=2025-12-01, 400, from, 1100",
    "K1.3?limit=10001, 400, limit, 10000",
    "K1.3?after=x, 400, after, next",
    "K99.1, 404, '', 'K1.1, K1.2'",
  })
  void whatThereIsNotIsRefusedWithTheNamesOfWhatThereIs(
      String question, int status, String parameter, String named) {
    House.Answer answer = house.get("/v1/kpis/" + question);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.type()).startsWith("application/problem+json");
    assertThat(answer.text("parameter")).isEqualTo(parameter);
    assertThat(answer.text("detail")).contains(named);
  }

  @Test
  void todaysValueIsTheLiveOne() {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    Instant started = today.atStartOfDay(ZoneOffset.UTC).toInstant();
    try (World world = new World(Broker.shared().address())) {
      world.liveKpi(
          LiveKpi.newBuilder()
              .setKpi("K2.2")
              .setMeasure("dau")
              .setZone("UTC")
              .setGrain("day")
              .setStarted(started)
              .setNumerator("17")
              .setValue(17.0)
              .setVersion(1)
              .setLatest(Instant.now())
              .setComputed(Instant.now())
              .build());
    }
    Await.until(
        "the live value is there",
        House.LIMIT,
        () -> !ask("K2.2?measure=dau").path("points").isEmpty());
    JsonNode point = ask("K2.2?measure=dau").path("points").get(0);
    assertThat(point.path("live").asBoolean()).isTrue();
    assertThat(point.path("value").asDouble()).isEqualTo(17.0);
    assertThat(point.path("day").asText()).isEqualTo(today.toString());
    assertThat(ask("K2.2?to=2025-12-01").path("points")).isEmpty();
  }

  private static JsonNode ask(String question) {
    House.Answer answer = house.get("/v1/kpis/" + question);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  private static List<Double> values(JsonNode series) {
    List<Double> values = new ArrayList<>();
    series.path("points").forEach(point -> values.add(point.path("value").asDouble()));
    return values;
  }
}
