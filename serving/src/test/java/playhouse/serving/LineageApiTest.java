package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
import playhouse.testbed.Broker;

/** From a value over the runs behind it to the offsets of the log. */
class LineageApiTest {
  private static final LocalDate DAY = LocalDate.of(2025, 12, 1);
  private static final Types.StructType DATASET =
      Types.StructType.of(
          NestedField.optional(20, "name", Types.StringType.get()),
          NestedField.optional(21, "snapshot", Types.LongType.get()));
  private static final Types.StructType INPUT =
      Types.StructType.of(
          NestedField.optional(22, "name", Types.StringType.get()),
          NestedField.optional(23, "snapshot", Types.LongType.get()));
  private static final Schema LINEAGE =
      new Schema(
          NestedField.optional(1, "event_time", Types.TimestampType.withZone()),
          NestedField.optional(2, "event_type", Types.StringType.get()),
          NestedField.optional(3, "run_id", Types.StringType.get()),
          NestedField.optional(4, "job", Types.StringType.get()),
          NestedField.optional(6, "inputs", Types.ListType.ofOptional(10, INPUT)),
          NestedField.optional(7, "outputs", Types.ListType.ofOptional(11, DATASET)));
  private static final Schema ROWS =
      new Schema(NestedField.optional(1, "id", Types.StringType.get()));

  private static KpiLake lake;
  private static House stranger;
  private static House house;
  private static long raw;
  private static long plays;
  private static long caredFor;

  @BeforeAll
  static void aNight() {
    lake = new KpiLake();
    Table events = lake.create("raw.playback", ROWS, PartitionSpec.unpartitioned());
    Table core = lake.create("core.plays", ROWS, PartitionSpec.unpartitioned());
    Table lineage = lake.create("ops.lineage", LINEAGE, PartitionSpec.unpartitioned());
    commit(events, "0:10,1:20");
    raw = commit(events, "0:100,1:200");
    commit(events, "0:101,1:200");
    plays = commit(core, "");
    // Care leaves snapshots of its own, in which no row is new.
    caredFor = commit(core, "");
    tell(lineage, "plays", "night-1", List.of(set(INPUT, "raw.playback", raw)), plays);
    tell(lineage, "table-care", "night-1", List.of(), caredFor);
    lake.readFrom("core.plays=" + caredFor);
    lake.write(List.of(lake.day("K1.3", "completion", "UTC", DAY, "", 0.5)));
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
  void aValueLeadsBackToTheEventsInTheLog() {
    JsonNode lineage = house.get("/v1/lineage/kpi/K1.3?day=" + DAY).json();
    assertThat(lineage.path("run_id").asText()).isEqualTo("run-" + DAY);
    assertThat(lineage.path("made_from")).hasSize(1);
    JsonNode core = lineage.path("sources").get(0);
    assertThat(core.path("dataset").asText()).isEqualTo("core.plays@" + caredFor);
    assertThat(core.path("job").asText()).isEqualTo("plays");
    assertThat(core.path("run_id").asText()).isEqualTo("night-1");
    assertThat(core.path("made_from").get(0).asText()).isEqualTo("raw.playback@" + raw);
    JsonNode events = lineage.path("sources").get(1);
    assertThat(events.path("dataset").asText()).isEqualTo("raw.playback@" + raw);
    assertThat(events.path("offsets").asText()).isEqualTo("0:100,1:200");
    assertThat(events.path("committed").asText()).isNotEmpty();
    assertThat(events.has("job")).as("the stream wrote it").isFalse();
    assertThat(lineage.path("sources")).hasSize(2);
  }

  @Test
  void aQuestionThatHasNoAnswerIsToldWhatIsWrong() {
    assertThat(stranger.get("/v1/lineage/kpi/K1.3?day=" + DAY).status()).isEqualTo(401);
    assertThat(house.get("/v1/lineage/kpi/K1.3").json().path("parameter").asText())
        .isEqualTo("day");
    assertThat(house.get("/v1/lineage/kpi/K99.9?day=" + DAY).status()).isEqualTo(404);
    House.Answer none = house.get("/v1/lineage/kpi/K1.3?day=2025-11-01");
    assertThat(none.status()).isEqualTo(404);
    assertThat(none.json().path("detail").asText()).contains("no value", "2025-11-01", "UTC");
  }

  private static long commit(Table table, String offsets) {
    Record row = GenericRecord.create(ROWS);
    row.setField("id", "one");
    var append = table.newAppend().appendFile(lake.file(table, List.of(row)));
    if (!offsets.isEmpty()) {
      append.set("playhouse.offsets", offsets);
    }
    append.commit();
    return table.currentSnapshot().snapshotId();
  }

  private static void tell(
      Table lineage, String job, String runId, List<Record> inputs, long written) {
    List<Record> events =
        Stream.of("START", "COMPLETE")
            .map(
                type -> {
                  boolean end = type.equals("COMPLETE");
                  return (Record)
                      GenericRecord.create(LINEAGE)
                          .copy(
                              Map.of(
                                  "event_time",
                                  OffsetDateTime.parse("2025-12-02T03:00:00Z"),
                                  "event_type",
                                  type,
                                  "run_id",
                                  runId,
                                  "job",
                                  job,
                                  "inputs",
                                  end ? inputs : List.of(),
                                  "outputs",
                                  end ? List.of(set(DATASET, "core.plays", written)) : List.of()));
                })
            .toList();
    lineage.newAppend().appendFile(lake.file(lineage, events)).commit();
  }

  private static Record set(Types.StructType type, String table, long snapshot) {
    return GenericRecord.create(type).copy(Map.of("name", table, "snapshot", snapshot));
  }
}
