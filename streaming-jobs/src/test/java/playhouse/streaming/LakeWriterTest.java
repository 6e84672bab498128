package playhouse.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import playhouse.contracts.DedupKey;
import playhouse.contracts.FactType;
import playhouse.contracts.Family;
import playhouse.contracts.Rejected;
import playhouse.contracts.Setting;
import playhouse.contracts.Topics;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.Interaction;

/** What the lake writer does with all kinds of events; one writer runs for all tests. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LakeWriterTest {

  private static final UUID SOMEBODY = new UUID(1, 2);

  private final LakeHome lake = new LakeHome();
  private final Instant now = Instant.now();

  @BeforeAll
  void start() {
    lake.start();
  }

  @AfterAll
  void stop() {
    lake.close();
  }

  private List<Record> rows(Family family, String idPrefix) {
    return lake.rows(family).stream()
        .filter(row -> ((String) row.getField("id")).startsWith(idPrefix))
        .toList();
  }

  @Test
  void anEventSentManyTimesIsInTheLakeOnceWhateverItsPartition() {
    try (Door door = lake.door()) {
      for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 1000; i++) {
          Interaction rating =
              Door.rating("once-" + i, new UUID(1, i % 50), now.minusSeconds(i), now);
          door.send(rating);
          door.sendBytes("interaction", (i + round) % Topics.PARTITIONS, Wire.encode(rating));
        }
      }
    }
    lake.awaitInLake();
    List<Record> rows = rows(Family.INTERACTION, "once-");
    assertThat(rows).hasSize(1000);
    assertThat(rows).extracting(row -> row.getField("id")).doesNotHaveDuplicates();
  }

  @Test
  void aCommitSaysHowFarEachPartitionIsInTheLakeWithIt() {
    try (Door door = lake.door()) {
      door.send(Door.rating("how-far", SOMEBODY, now.minusSeconds(60), now));
    }
    lake.awaitInLake();
    Map<Integer, Long> said = new HashMap<>();
    String offsets =
        lake.read(
            "raw",
            Family.INTERACTION.topic(),
            table -> table.currentSnapshot().summary().getOrDefault("playhouse.offsets", ""));
    for (String each : offsets.split(",", -1)) {
      String[] parts = each.split(":", 2);
      said.put(Integer.parseInt(parts[0]), Long.parseLong(parts[1]));
    }
    assertThat(said).isNotEmpty();
    assertThat(lake.ends(Family.INTERACTION)).containsAllEntriesOf(said);
  }

  @Test
  void jobsAreOnlyLookedAtOverTheWeb() throws IOException, InterruptedException {
    String address = "http://127.0.0.1:" + lake.settings().get(Setting.FLINK_PORT);
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(address + "/config")).build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains(address);
    assertThat(answer.body()).contains("\"web-submit\":false").contains("\"web-cancel\":false");
  }

  @Test
  void aRowHoldsWhatTheEventSaid() {
    Interaction rating = Door.rating("said", SOMEBODY, now.minusSeconds(60), now);
    try (Door door = lake.door()) {
      door.send(rating);
    }
    lake.awaitInLake();
    Record row = rows(Family.INTERACTION, "said").get(0);
    assertThat(row.getField("source")).isEqualTo("/test");
    assertThat(row.getField("person")).isEqualTo(SOMEBODY);
    assertThat(row.getField("type")).isEqualTo("rating");
    assertThat(row.getField("backfill")).isEqualTo(false);
    assertThat(row.getField("country")).isNull();
    assertThat(row.getField("dedup_key")).isEqualTo(DedupKey.of("/test", "said"));
    assertThat(((OffsetDateTime) row.getField("occurred")).toInstant())
        .isEqualTo(rating.getEnvelope().getOccurred());
    assertThat(((OffsetDateTime) row.getField("loaded")).toInstant()).isBetween(now, Instant.now());
    assertThat(((Record) row.getField("rating")).getField("title"))
        .isEqualTo(rating.getRating().getTitle());
    assertThat(row.getField("tag")).isNull();
  }

  @Test
  void everyTypeOfEveryFamilyArrivesInItsTable() {
    try (Door door = lake.door()) {
      int seed = 0;
      for (FactType type : FactType.all()) {
        byte[] value = RandomEvents.encode(RandomEvents.of(type, now, ++seed));
        door.sendBytes(type.family().topic(), seed % Topics.PARTITIONS, value);
      }
    }
    lake.awaitInLake();
    for (Family family : Family.values()) {
      Map<Object, Long> byType =
          lake.rows(family).stream()
              .collect(Collectors.groupingBy(row -> row.getField("type"), Collectors.counting()));
      for (FactType type : FactType.all()) {
        if (type.family() == family) {
          assertThat(byType).containsKey(type.name());
        }
      }
    }
  }

  @Test
  void lateAndUnorderedEventsLandInTheirOwnDays() {
    Map<Integer, Integer> expected = new HashMap<>();
    Random random = new Random(20261122);
    try (Door door = lake.door()) {
      for (int i = 0; i < 500; i++) {
        Instant occurred = now.minus(Duration.ofMinutes(random.nextInt(60 * 24 * 9)));
        door.send(Door.rating("unordered-" + i, new UUID(3, i), occurred, now));
        expected.merge(day(occurred), 1, Integer::sum);
      }
    }
    lake.awaitInLake();
    Map<Integer, Integer> found = new HashMap<>();
    for (Record row : rows(Family.INTERACTION, "unordered-")) {
      found.merge(day(((OffsetDateTime) row.getField("occurred")).toInstant()), 1, Integer::sum);
    }
    assertThat(found).isEqualTo(expected);
    assertThat(lake.filesThatHoldOtherDays("raw", "interaction")).isEmpty();
  }

  private static int day(Instant instant) {
    return (int) Math.floorDiv(instant.getEpochSecond(), 86_400L);
  }

  @Test
  void anEventOfADayThatTheWindowHasForgottenIsLookedUpInTheLake() {
    Instant then = now.minus(Duration.ofDays(10));
    List<byte[]> old = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      FactType type = FactType.of("ticket.opened").orElseThrow();
      old.add(RandomEvents.encode(RandomEvents.of(type, then.plusSeconds(i), 1000 + i)));
    }
    try (Door door = lake.door()) {
      old.forEach(value -> door.sendBytes("support", 0, value));
    }
    lake.awaitInLake();
    long before = lake.rows(Family.SUPPORT).size();
    FactType type = FactType.of("ticket.resolved").orElseThrow();
    try (Door door = lake.door()) {
      door.sendBytes("support", 0, RandomEvents.encode(RandomEvents.of(type, now, 1)));
    }
    lake.awaitInLake();
    try (Door door = lake.door()) {
      old.forEach(value -> door.sendBytes("support", 0, value));
    }
    lake.awaitInLake();
    assertThat(lake.rows(Family.SUPPORT)).hasSize((int) before + 1);
  }

  @Test
  void whatIsNoEventGoesToTheRejectsAndTheWriterGoesOn() {
    byte[] good = Wire.encode(Door.rating("good", SOMEBODY, now, now));
    byte[] unknown = good.clone();
    unknown[5] ^= 1;
    byte[] early =
        Wire.encode(Door.rating("early", SOMEBODY, Instant.parse("1970-01-01T00:00:00Z"), now));
    byte[] tomorrow =
        Wire.encode(Door.rating("tomorrow", SOMEBODY, now.plus(Duration.ofDays(1)), now));
    byte[] notUtf8 = good.clone();
    notUtf8[indexOf(good, "good")] = (byte) 0xFF;
    List<byte[]> bad =
        List.of(
            "not avro at all".getBytes(java.nio.charset.StandardCharsets.UTF_8),
            new byte[0],
            Arrays.copyOf(good, good.length - 3),
            notUtf8,
            unknown,
            early,
            tomorrow);
    try (Door door = lake.door()) {
      bad.forEach(value -> door.sendBytes("interaction", 1, value));
      door.sendBytes("interaction", 1, good);
    }
    lake.awaitInLake();
    Map<ByteBuffer, String> reasons = new HashMap<>();
    for (Record row : lake.rows("ops", "rejects")) {
      if (row.getField("stage").equals("lake-writer")) {
        assertThat(row.getField("family")).isEqualTo("interaction");
        reasons.put((ByteBuffer) row.getField("original"), (String) row.getField("reason"));
      }
    }
    assertThat(bad.stream().map(value -> reasons.get(ByteBuffer.wrap(value))))
        .containsExactly(
            "undecodable",
            "undecodable",
            "undecodable",
            "undecodable",
            "unknown_fingerprint",
            "occurred_out_of_range",
            "occurred_out_of_range");
    assertThat(rows(Family.INTERACTION, "good")).hasSize(1);
  }

  private static int indexOf(byte[] bytes, String text) {
    return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf(text);
  }

  @Test
  void whatTheDoorRefusedIsKeptAsItWas() {
    ByteBuffer original = ByteBuffer.wrap(new byte[] {1, 2, 3});
    Rejected rejected =
        new Rejected(
            Rejected.Reason.MALFORMED_JSON,
            "line 1",
            Rejected.Stage.COLLECTOR,
            java.util.Optional.empty(),
            java.util.Optional.of("/door"),
            "application/json",
            original);
    try (Door door = lake.door()) {
      door.sendBytes(Topics.REJECTS, 0, Wire.encode(rejected.toRecord(now)));
    }
    lake.awaitInLake();
    List<Record> kept =
        lake.rows("ops", "rejects").stream()
            .filter(row -> "/door".equals(row.getField("source")))
            .toList();
    assertThat(kept).hasSize(1);
    assertThat(kept.get(0).getField("original")).isEqualTo(original);
    assertThat(kept.get(0).getField("reason")).isEqualTo("malformed_json");
  }

  @Test
  void theTablesAreWhatTheContractSays() {
    for (Family family : Family.values()) {
      Table table = lake.read("raw", family.topic(), one -> one);
      assertThat(table.schema().findType("person").toString()).isEqualTo("uuid");
      assertThat(table.schema().findType("occurred").toString()).isEqualTo("timestamptz");
      assertThat(table.spec().fields()).hasSize(1);
      assertThat(table.spec().fields().get(0).transform().toString()).isEqualTo("day");
      assertThat(table.properties()).containsEntry("write.parquet.compression-codec", "zstd");
      assertThat(table.schema().columns()).extracting(NestedField::doc).doesNotContainNull();
      assertThat(table.schema().columns().stream().map(NestedField::name))
          .startsWith("id", "source", "person", "device", "household", "occurred", "sent")
          .contains("loaded", "dedup_key", "type");
    }
  }

  @Test
  void lightTrafficMakesFewFiles() {
    int files = lake.files("raw", "community");
    FactType type = FactType.of("points.earned").orElseThrow();
    try (Door door = lake.door()) {
      for (int i = 0; i < 400; i++) {
        byte[] value = RandomEvents.encode(RandomEvents.of(type, now, 5000 + i));
        door.sendBytes("community", i % Topics.PARTITIONS, value);
      }
    }
    lake.awaitInLake();
    // One for each checkpoint that passed meanwhile, not one for each partition.
    assertThat(lake.files("raw", "community") - files).isBetween(1, 5);
  }
}
