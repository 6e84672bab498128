package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.Test;
import playhouse.contracts.ads.AdCase;
import playhouse.contracts.ads.AdCount;
import playhouse.contracts.ads.AdPiece;
import playhouse.contracts.ads.AdRow;
import playhouse.contracts.ads.PeopleSketch;
import playhouse.testbed.Broker;

/** Days that are over, as the night's batch has counted them: over HTTP, from a real lake. */
class AdReportsLakeTest {
  private static final List<String> TEXTS =
      List.of("placement", "advertiser", "line_item", "creative", "currency");
  private static final Schema SCHEMA = schema();

  @Test
  void aDayThatIsOverIsTheLakesAndTodayIsLive() {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    LocalDate yesterday = today.minusDays(1);
    try (KpiLake lake = new KpiLake();
        World world = new World(Broker.shared().address())) {
      Table table =
          lake.create(
              "mart.ad_reports", SCHEMA, PartitionSpec.builderFor(SCHEMA).identity("day").build());
      Map<String, String> settings = new HashMap<>(lake.settings());
      settings.remove("PLAYHOUSE_KEYS");
      settings.put("PLAYHOUSE_SERVICES_URI", EmptyServices.uri());
      try (House house = House.open(Broker.shared().address(), settings)) {
        House analyst = house.as(Ground.token("analyst.lake"));
        world.adReport(key(yesterday, "li"), row(3));
        world.adReport(key(today, "li"), row(2));
        String path = "/v1/ads/reports?by=day&lineItem=li&from=" + yesterday;
        House.Answer live = analyst.await(path, answer -> answer.items("key").size() == 2);
        assertThat(impressions(live, 0)).isEqualTo(3);
        assertThat(live.json().at("/days/0/source").asText()).isEqualTo("live");

        // A click more was told of late: the batch knows it.
        table.newAppend().appendFile(lake.file(table, List.of(stored(yesterday, 4)))).commit();
        table.newAppend().appendFile(lake.file(table, List.of(stored(today, 9)))).commit();
        House.Answer both =
            analyst.await(
                path, answer -> answer.json().at("/days/0/source").asText().equals("lake"));
        assertThat(impressions(both, 0)).isEqualTo(4);
        assertThat(both.json().at("/items/0/reach").asLong()).isEqualTo(4);
        // What the lake has of a day that is not over is not all of it.
        assertThat(both.json().at("/days/1/source").asText()).isEqualTo("live");
        assertThat(impressions(both, 1)).isEqualTo(2);
      }
    }
  }

  private static long impressions(House.Answer answer, int line) {
    JsonNode items = answer.json().path("items");
    return items.path(line).path("impressions").asLong();
  }

  private static String key(LocalDate day, String lineItem) {
    return day + "T00:00:00Z|pre-roll|adv|" + lineItem + "|cr|USD";
  }

  private static AdRow row(int many) {
    AdRow row = AdRow.none();
    for (int i = 0; i < many; i++) {
      AdPiece piece =
          new AdPiece(
              "i" + i,
              "ad.impression",
              "s" + i,
              1,
              "p" + i,
              "pre-roll",
              "adv",
              "li",
              "cr",
              "USD",
              "",
              50);
      row = row.with(AdCase.none().with(piece).counts().orElseThrow());
    }
    return row;
  }

  private static Record stored(LocalDate day, int many) {
    AdRow row = row(many);
    Record record = GenericRecord.create(SCHEMA);
    record.setField("day", day);
    record.setField("hour", day.atStartOfDay().atOffset(ZoneOffset.UTC));
    List<String> words = List.of("pre-roll", "adv", "li", "cr", "USD");
    for (int i = 0; i < TEXTS.size(); i++) {
      record.setField(TEXTS.get(i), words.get(i));
    }
    for (AdCount count : AdCount.values()) {
      record.setField(name(count), row.counts()[count.at()]);
    }
    record.setField("people_sketch", ByteBuffer.wrap(row.people()));
    record.setField("reach", PeopleSketch.count(row.people()));
    return record;
  }

  private static Schema schema() {
    List<NestedField> fields = new ArrayList<>();
    fields.add(NestedField.optional(1, "day", Types.DateType.get()));
    fields.add(NestedField.optional(2, "hour", Types.TimestampType.withZone()));
    for (String text : TEXTS) {
      fields.add(NestedField.optional(fields.size() + 1, text, Types.StringType.get()));
    }
    for (AdCount count : AdCount.values()) {
      fields.add(NestedField.optional(fields.size() + 1, name(count), Types.LongType.get()));
    }
    fields.add(NestedField.optional(fields.size() + 1, "people_sketch", Types.BinaryType.get()));
    fields.add(NestedField.optional(fields.size() + 1, "reach", Types.LongType.get()));
    return new Schema(fields);
  }

  private static String name(AdCount count) {
    return count.name().toLowerCase(Locale.ROOT);
  }
}
