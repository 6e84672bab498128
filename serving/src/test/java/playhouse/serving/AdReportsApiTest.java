package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import playhouse.contracts.ads.AdCase;
import playhouse.contracts.ads.AdPiece;
import playhouse.contracts.ads.AdRow;
import playhouse.testbed.Broker;

/** Reports of ads as advertisers and the house ask for them: over HTTP, Kafka and PostgreSQL. */
class AdReportsApiTest {
  private static final String KAFKA = Broker.shared().address();
  private static Instant hour;
  private static LocalDate today;
  private static final String OTHER = UUID.randomUUID().toString();
  private static final String SHOES = "li-" + UUID.randomUUID();
  private static final String BOOTS = "li-" + UUID.randomUUID();
  private static final String CARS = "li-" + UUID.randomUUID();

  private static House house;
  private static House analyst;
  private static House one;
  private static World world;

  @BeforeAll
  static void open() {
    hour = Instant.now().truncatedTo(ChronoUnit.HOURS);
    today = hour.atZone(ZoneOffset.UTC).toLocalDate();
    house = House.open(KAFKA, Map.of("PLAYHOUSE_SERVICES_URI", EmptyServices.uri()));
    analyst = house.as(Ground.token("analyst.ads"));
    one = house.as(Ground.token("advertiser.one"));
    String mine = advertiser(one);
    world = new World(KAFKA);
    AdRow slots = AdRow.none();
    slots = slots.with(told("ad.requested", "r1", "", "", 8));
    slots = slots.with(told("ad.requested", "r2", "", "", 2));
    world.adReport(key("", "", ""), slots);
    world.adReport(key(mine, SHOES, ""), filled(SHOES, 8));
    world.adReport(key(mine, SHOES, "USD"), shown(mine, SHOES, "USD", 5, 40));
    world.adReport(key(mine, BOOTS, "EUR"), shown(mine, BOOTS, "EUR", 2, 20));
    world.adReport(key(OTHER, CARS, "USD"), shown(OTHER, CARS, "USD", 3, 10));
    analyst.await("/v1/ads/reports?lineItem=" + CARS, answer -> answer.items("key").contains(CARS));
  }

  private static String advertiser(House by) {
    House.Answer made =
        by.post(
            "/v1/ads/advertisers",
            """
            {"name":"One","domain":"one.example","country":"DE","evidence":"HRB 1",\
            "validUntil":"2099-01-01"}""");
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return made.json().path("id").asText();
  }

  @AfterAll
  static void close() {
    world.close();
    house.close();
  }

  @Test
  void anAdvertiserSeesItsOwnLineItemsAndNoOthers() {
    assertThat(one.get("/v1/ads/reports").items("key")).containsExactlyInAnyOrder(SHOES, BOOTS);
    assertThat(one.get("/v1/ads/reports?lineItem=" + CARS).items("key")).isEmpty();
    House nobody = house.as(Ground.token("advertiser." + UUID.randomUUID()));
    assertThat(nobody.get("/v1/ads/reports?by=day").items("key")).isEmpty();
    // What was asked for is the house's to know.
    assertThat(line(one, "by=placement", "pre-roll").path("requested").asLong()).isZero();
    assertThat(line(analyst, "by=placement", "pre-roll").path("requested").asLong()).isEqualTo(10);
  }

  @Test
  void countsAndRatesFollowFromEachOther() {
    JsonNode shoes = line(one, "by=line_item", SHOES);
    assertThat(shoes.path("impressions").asLong()).isEqualTo(5);
    assertThat(shoes.path("validImpressions").asLong()).isEqualTo(4);
    assertThat(shoes.path("invalid").asLong()).isEqualTo(1);
    assertThat(shoes.path("clicks").asLong()).isEqualTo(2);
    assertThat(shoes.path("validClicks").asLong()).isEqualTo(1);
    assertThat(shoes.path("complete").asLong()).isEqualTo(4);
    assertThat(shoes.path("reach").asLong()).isEqualTo(5);
    assertThat(shoes.at("/figures/clickRate").asDouble()).isEqualTo(0.25);
    assertThat(shoes.at("/figures/completion").asDouble()).isEqualTo(1);
    assertThat(shoes.at("/figures/invalid").asDouble()).isEqualTo(0.2);
    assertThat(shoes.at("/figures/fill").isMissingNode()).isTrue();
    JsonNode revenue = shoes.path("revenue").get(0);
    assertThat(revenue.path("currency").asText()).isEqualTo("USD");
    assertThat(revenue.path("revenueMicros").asLong()).isEqualTo(200);
    assertThat(revenue.path("validRevenueMicros").asLong()).isEqualTo(160);
    assertThat(revenue.path("ecpmMicros").asLong()).isEqualTo(40_000);

    JsonNode all = line(analyst, "by=day", today.toString());
    assertThat(all.at("/figures/fill").asDouble()).isEqualTo(0.8);
    assertThat(all.path("impressions").asLong()).isEqualTo(10);
    // The same people saw several: they are one each.
    assertThat(all.path("reach").asLong()).isEqualTo(5);
    assertThat(all.path("revenue")).hasSize(2);
    assertThat(line(analyst, "by=hour", hour.toString()).path("impressions").asLong())
        .isEqualTo(10);
  }

  @Test
  void aReportSaysHowFreshItIsAndWhereItIsFrom() {
    String yesterday = today.minusDays(1).toString();
    JsonNode report = one.get("/v1/ads/reports?from=" + yesterday).json();
    assertThat(Instant.parse(report.path("asOf").asText())).isAfter(hour.minusSeconds(60));
    assertThat(report.path("days")).hasSize(2);
    // There is no lake here: the stream knows that day, too.
    assertThat(report.at("/days/0/source").asText()).isEqualTo("live");
    for (String bad :
        List.of(
            "by=colour",
            "from=2026-13-01",
            "from=2020-01-01",
            "until=2020-01-01&from=2021-01-01",
            "x=1")) {
      House.Answer answer = one.get("/v1/ads/reports?" + bad);
      assertThat(answer.status()).as(bad).isEqualTo(400);
      assertThat(answer.text("parameter")).isNotEmpty();
    }
  }

  @Test
  void aReportIsExportedAsCsv() {
    House.Answer csv = one.send("GET", "/v1/ads/reports", "", "Accept", "text/csv");
    assertThat(csv.type()).startsWith("text/csv");
    List<String> lines = csv.body().lines().toList();
    assertThat(lines.get(0)).startsWith("line_item,requested,filled,impressions");
    assertThat(lines).hasSize(3);
    assertThat(csv.body()).contains(SHOES + ",0,8,5,4,1,5,").contains("USD 200,USD 160,USD 40000");
  }

  @Test
  void countsOfOthersAreHeldAgainstOursAndFlaggedBeyondTenPercent() {
    String json =
        "{\"counts\":[{\"day\":\"%s\",\"lineItem\":\"%s\",\"impressions\":6,\"clicks\":2},{\"day\":\"%s\",\"lineItem\":\"%s\",\"impressions\":2,\"clicks\":2}]}"
            .formatted(today, SHOES, today, BOOTS);
    assertThat(one.post("/v1/ads/counts", json).json().path("counts").asInt()).isEqualTo(2);
    JsonNode shoes = discrepancy(one, SHOES);
    assertThat(shoes.path("impressionsPercent").asDouble()).isEqualTo(20);
    assertThat(shoes.path("clicksPercent").asDouble()).isZero();
    assertThat(shoes.path("flagged").asBoolean()).isTrue();
    assertThat(discrepancy(one, BOOTS).path("flagged").asBoolean()).isFalse();

    // Told again it is put right.
    String csv = "day,line_item,impressions,clicks\n%s,%s,5,2\n".formatted(today, SHOES);
    assertThat(one.send("POST", "/v1/ads/counts/csv", csv).status()).isEqualTo(200);
    assertThat(discrepancy(one, SHOES).path("flagged").asBoolean()).isFalse();
    for (String bad :
        List.of(
            "",
            "day,clicks\n",
            "day,line_item,impressions,clicks\n2026-99-99,x,1,1",
            "day,line_item,impressions,clicks\n2026-01-01,x,-1,1")) {
      assertThat(one.send("POST", "/v1/ads/counts/csv", bad).status()).as(bad).isEqualTo(400);
    }

    // Who tells of what is another's learns nothing of it.
    House other = house.as(Ground.token("advertiser." + OTHER));
    assertThat(other.get("/v1/ads/discrepancies").items("lineItem")).isEmpty();
    other.post("/v1/ads/counts", json);
    assertThat(discrepancy(other, SHOES).path("ourImpressions").asLong()).isZero();
    assertThat(analyst.get("/v1/ads/discrepancies").items("teller"))
        .contains("advertiser.one", "advertiser." + OTHER);
  }

  private static JsonNode line(House who, String query, String key) {
    return item(who.get("/v1/ads/reports?" + query), "key", key);
  }

  private static JsonNode discrepancy(House who, String lineItem) {
    return item(who.get("/v1/ads/discrepancies"), "lineItem", lineItem);
  }

  private static JsonNode item(House.Answer answer, String field, String key) {
    return StreamSupport.stream(answer.json().path("items").spliterator(), false)
        .filter(item -> item.path(field).asText().equals(key))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + key + " in " + answer));
  }

  private static String key(String advertiser, String lineItem, String currency) {
    String creative = lineItem.isEmpty() ? "" : "cr";
    return String.join("|", hour.toString(), "pre-roll", advertiser, lineItem, creative, currency);
  }

  private static AdRow filled(String lineItem, int many) {
    AdRow row = AdRow.none();
    for (int i = 0; i < many; i++) {
      row = row.with(told("ad.filled", lineItem + i, OTHER, lineItem, 0));
    }
    return row;
  }

  /** So many, seen to their end by one each; the first two followed, the first of them invalid. */
  private static AdRow shown(
      String advertiser, String lineItem, String currency, int many, long micros) {
    AdRow row = AdRow.none();
    for (int i = 0; i < many; i++) {
      AdCase shown =
          AdCase.none()
              .with(piece("ad.impression", "i" + i, advertiser, lineItem, currency, micros, i));
      shown = shown.with(piece("ad.quartile", "q" + i, "", "", "", 4, i));
      if (i < 2) {
        shown = shown.with(piece("ad.click", "c" + i, "", "", "", 0, i));
      }
      if (i == 0) {
        shown = shown.with(piece("ivt.flagged", "f" + i, "", "", "", 0, i));
      }
      row = row.with(shown.counts().orElseThrow());
    }
    return row;
  }

  private static playhouse.contracts.ads.AdChange told(
      String type, String id, String advertiser, String lineItem, long number) {
    return AdCase.none()
        .with(piece(type, id, advertiser, lineItem, "", number, 0))
        .counts()
        .map(
            change ->
                new playhouse.contracts.ads.AdChange(
                    change.key(), change.counts(), "", change.latestMicros()))
        .orElseThrow();
  }

  private static AdPiece piece(
      String type,
      String id,
      String advertiser,
      String lineItem,
      String currency,
      long number,
      int person) {
    return new AdPiece(
        "about",
        type,
        id,
        hour.getEpochSecond() * 1_000_000,
        new UUID(1, person).toString(),
        "pre-roll",
        advertiser,
        lineItem,
        lineItem.isEmpty() ? "" : "cr",
        currency,
        "",
        number);
  }
}
