package playhouse.streaming.lake.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import playhouse.contracts.DedupKey;
import playhouse.contracts.FactType;
import playhouse.contracts.Family;
import playhouse.contracts.Rejected.Reason;
import playhouse.streaming.RandomEvents;
import playhouse.streaming.lake.table.Lane;
import playhouse.streaming.lake.table.TableShape;

class DecoderTest {

  private static final Instant MOMENT = Instant.parse("2026-11-22T10:00:00.123456Z");
  private static final long SEED = 20261122;

  static Stream<FactType> types() {
    return FactType.all().stream();
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("types")
  void everyFieldOfEveryTypeArrivesInItsColumn(FactType type) {
    Lane lane = lane(type.family());
    Decoder decoder = new Decoder(lane, TableShape.of(lane));
    for (int i = 0; i < 20; i++) {
      GenericRecord event = RandomEvents.of(type, MOMENT, SEED + i);
      assertThat(decoder.decode(RandomEvents.encode(event))).isEmpty();
      assertEnvelope(lane, event, decoder.event());
      Type column = TableShape.of(lane).findType(type.field().name());
      Object expected = expected(type.schema(), event.get(type.field().name()), column);
      assertThat(cell(lane, decoder.event(), type.field().name())).isEqualTo(expected);
    }
  }

  private static void assertEnvelope(Lane lane, GenericRecord event, Event row) {
    GenericRecord envelope = (GenericRecord) event.get("envelope");
    for (Schema.Field field : envelope.getSchema().getFields()) {
      Type column = TableShape.of(lane).findType(field.name());
      assertThat(cell(lane, row, field.name()))
          .as(field.name())
          .isEqualTo(expected(field.schema(), envelope.get(field.pos()), column));
    }
    UUID key = DedupKey.of(envelope.get("source").toString(), envelope.get("id").toString());
    assertThat(new UUID(row.keyHigh(), row.keyLow())).isEqualTo(key);
    ByteBuffer stored = ByteBuffer.wrap((byte[]) cell(lane, row, TableShape.DEDUP_KEY));
    assertThat(new UUID(stored.getLong(), stored.getLong())).isEqualTo(key);
    assertThat(row.day()).isEqualTo((int) (MOMENT.getEpochSecond() / 86_400));
    assertThat(row.hour()).isEqualTo((int) (MOMENT.getEpochSecond() / 3_600));
  }

  private static Object cell(Lane lane, Event event, String column) {
    int index = Event.column(TableShape.of(lane), column);
    return ((GenericRowData) event.row()).getField(index);
  }

  /** The value that Flink must be given for an Avro value. */
  private static @Nullable Object expected(Schema schema, @Nullable Object value, Type column) {
    if (value == null) {
      return null;
    }
    return switch (schema.getType()) {
      case UNION ->
          expected(
              schema.getTypes().stream()
                  .filter(branch -> branch.getType() != Schema.Type.NULL)
                  .findFirst()
                  .orElseThrow(),
              value,
              column);
      case STRING -> StringData.fromString(value.toString());
      case FIXED -> ((GenericFixed) value).bytes();
      case LONG ->
          column.typeId() == Type.TypeID.TIMESTAMP
              ? TimestampData.fromInstant(
                  Instant.EPOCH.plus((long) value, java.time.temporal.ChronoUnit.MICROS))
              : value;
      case ARRAY -> {
        List<@Nullable Object> elements = new ArrayList<>();
        Type element = column.asListType().elementType();
        ((List<?>) value)
            .forEach(one -> elements.add(expected(schema.getElementType(), one, element)));
        yield new GenericArrayData(elements.toArray());
      }
      case RECORD -> {
        GenericRowData row = new GenericRowData(schema.getFields().size());
        Types.StructType struct = column.asStructType();
        for (Schema.Field field : schema.getFields()) {
          Type inner = struct.field(field.name()).type();
          row.setField(
              field.pos(),
              expected(field.schema(), ((IndexedRecord) value).get(field.pos()), inner));
        }
        yield row;
      }
      default -> value;
    };
  }

  @Test
  void anOlderRecordedSchemaIsReadAndWhatItDidNotHaveIsNull() {
    Lane lane = lane(Family.INTERACTION);
    Schema older = without(lane.schema(), "Rating", "score");
    Decoder decoder = new Decoder(lane, TableShape.of(lane), List.of(older));
    FactType rating = FactType.of("rating").orElseThrow();
    GenericRecord event = RandomEvents.of(rating, MOMENT, SEED);
    GenericRecord old = new org.apache.avro.generic.GenericData.Record(older);
    old.put("envelope", event.get("envelope"));
    old.put("type", "rating");
    GenericRecord body =
        new org.apache.avro.generic.GenericData.Record(
            older.getField("rating").schema().getTypes().get(1));
    body.put("title", "ml-1m:318");
    body.put("scale", "stars5");
    old.put("rating", body);

    assertThat(decoder.decode(RandomEvents.encode(old))).isEmpty();
    RowData row = (RowData) cell(lane, decoder.event(), "rating");
    assertThat(row.getString(0)).hasToString("ml-1m:318");
    assertThat(row.isNullAt(1)).isTrue();
    assertThat(row.getString(2)).hasToString("stars5");
  }

  /** The schema as it was before a record got a field. */
  private static Schema without(Schema schema, String record, String field) {
    String json = schema.toString();
    int start = json.indexOf("\"name\":\"" + field + "\"", json.indexOf('"' + record + '"'));
    int from = json.lastIndexOf('{', start);
    int to = from;
    for (int depth = 0; to == from || depth > 0; to++) {
      depth += json.charAt(to) == '{' ? 1 : json.charAt(to) == '}' ? -1 : 0;
    }
    return new Schema.Parser().parse(json.substring(0, from) + json.substring(to + 1));
  }

  @Test
  void bytesThatAreNoEventAreRefusedAndNeverThrow() {
    Lane lane = lane(Family.PLAYBACK);
    Decoder decoder = new Decoder(lane, TableShape.of(lane));
    Random random = new Random(SEED);
    for (FactType type : FactType.all()) {
      byte[] good = RandomEvents.encode(RandomEvents.of(type, MOMENT, random.nextLong()));
      if (type.family() != Family.PLAYBACK) {
        assertThat(reason(decoder, good)).contains(Reason.UNKNOWN_FINGERPRINT);
        continue;
      }
      for (int i = 0; i < 500; i++) {
        byte[] bad = good.clone();
        for (int j = 0; j <= i % 3; j++) {
          bad[10 + random.nextInt(bad.length - 10)] = (byte) random.nextInt();
        }
        decoder.decode(bad);
      }
      int cut = random.nextInt(good.length);
      assertThat(reason(decoder, Arrays.copyOf(good, cut))).contains(Reason.UNDECODABLE);
      assertThat(reason(decoder, Arrays.copyOf(good, good.length + 1)))
          .contains(Reason.UNDECODABLE);
      assertThat(decoder.decode(good)).isEmpty();
    }
  }

  @Test
  void eventsOutOfTimeAndEventsOfNoTypeAreRefused() {
    Lane lane = lane(Family.INTERACTION);
    Decoder decoder = new Decoder(lane, TableShape.of(lane));
    FactType rating = FactType.of("rating").orElseThrow();
    GenericRecord early = RandomEvents.of(rating, Instant.parse("1970-01-01T00:00:00Z"), SEED);
    assertThat(reason(decoder, RandomEvents.encode(early))).contains(Reason.OCCURRED_OUT_OF_RANGE);

    GenericRecord other = RandomEvents.of(rating, MOMENT, SEED);
    other.put("type", "like.added");
    assertThat(reason(decoder, RandomEvents.encode(other))).contains(Reason.UNKNOWN_TYPE);

    GenericRecord empty = RandomEvents.of(rating, MOMENT, SEED);
    empty.put("rating", null);
    assertThat(reason(decoder, RandomEvents.encode(empty))).contains(Reason.UNKNOWN_TYPE);

    GenericRecord twice = RandomEvents.of(rating, MOMENT, SEED);
    FactType tag = FactType.of("tag").orElseThrow();
    twice.put("tag", RandomEvents.of(tag, MOMENT, SEED).get("tag"));
    assertThat(reason(decoder, RandomEvents.encode(twice))).contains(Reason.UNKNOWN_TYPE);
  }

  private static Optional<Reason> reason(Decoder decoder, byte[] value) {
    return decoder.decode(value).map(Refusal::reason);
  }

  private static Lane lane(Family family) {
    return Lane.ALL.stream()
        .filter(lane -> lane.family().equals(Optional.of(family)))
        .findFirst()
        .orElseThrow();
  }
}
