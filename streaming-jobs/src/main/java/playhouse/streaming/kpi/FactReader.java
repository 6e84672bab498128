package playhouse.streaming.kpi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple5;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.DedupKey;
import playhouse.contracts.Fact;
import playhouse.contracts.Family;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.Envelope;
import playhouse.streaming.kpi.core.Clock;
import playhouse.streaming.kpi.core.LiveTable;
import playhouse.streaming.kpi.core.LiveTables;
import playhouse.streaming.kpi.core.Values;

/**
 * Reads facts from Kafka and tells what each adds to which case of which live table: table and
 * case, key of the fact, when it occurred in microseconds, what it does, and values.
 */
final class FactReader
    implements KafkaRecordDeserializationSchema<Tuple5<String, Long, Long, String, byte[]>> {
  private static final long serialVersionUID = 1;

  /** Between a table's name and the id of a case. */
  static final char IN = '/';

  /** Periods of days before these are no longer told. */
  private static final Duration RECENT = Duration.ofDays(3);

  static final TypeInformation<Tuple5<String, Long, Long, String, byte[]>> TYPE =
      Types.TUPLE(
          Types.STRING,
          Types.LONG,
          Types.LONG,
          Types.STRING,
          PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

  private transient @Nullable Map<String, List<LiveTable>> tables;

  @Override
  public void deserialize(
      ConsumerRecord<byte[], byte[]> record,
      Collector<Tuple5<String, Long, Long, String, byte[]>> out)
      throws IOException {
    if (record.value() == null) {
      return;
    }
    Instant since = Instant.now().minus(RECENT);
    List<LiveTable> concerned =
        header(record, "ce_type")
            .map(type -> tables().getOrDefault(type, List.of()))
            .orElse(LiveTables.ALL);
    boolean recent = header(record, "ce_time").map(time -> !before(time, since)).orElse(true);
    if (concerned.stream().anyMatch(table -> recent || table.history())) {
      decode(record).ifPresent(fact -> tell(fact, concerned, since, out));
    }
  }

  /** What a fact of long ago adds. */
  static void tellHistory(Fact fact, Collector<Tuple5<String, Long, Long, String, byte[]>> out) {
    tell(fact, LiveTables.ALL, Instant.MAX, out);
  }

  private static void tell(
      Fact fact,
      List<LiveTable> concerned,
      Instant since,
      Collector<Tuple5<String, Long, Long, String, byte[]>> out) {
    Envelope envelope = fact.envelope();
    // Tests, staff and bots are left out of everything.
    if (envelope.getExclusion() != null) {
      return;
    }
    boolean recent = !envelope.getOccurred().isBefore(since);
    long micros = Clock.micros(envelope.getOccurred());
    UUID key = DedupKey.of(envelope.getSource(), envelope.getId());
    for (LiveTable table : concerned) {
      if (recent || table.history()) {
        table.take(
            fact,
            (about, kind, values) ->
                out.collect(
                    Tuple5.of(
                        table.name() + IN + about,
                        key.getMostSignificantBits(),
                        micros,
                        kind,
                        Values.bytes(Arrays.asList(values)))));
      }
    }
  }

  private static Optional<String> header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? Optional.empty()
        : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
  }

  private static boolean before(String time, Instant since) {
    try {
      return Instant.parse(time).isBefore(since);
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  /** What cannot be read is kept by the lake writer, which says why. */
  private static Optional<Fact> decode(ConsumerRecord<byte[], byte[]> record) {
    Family family = Family.valueOf(record.topic().toUpperCase(Locale.ROOT));
    try {
      return Optional.of(Fact.of(Wire.decode(family.recordClass(), record.value())))
          .filter(fact -> fact.body().isPresent());
    } catch (Wire.Undecodable e) {
      return Optional.empty();
    }
  }

  private Map<String, List<LiveTable>> tables() {
    Map<String, List<LiveTable>> known = tables;
    if (known == null) {
      known = new HashMap<>();
      for (LiveTable table : LiveTables.ALL) {
        for (String type : table.types()) {
          known.merge(
              type,
              List.of(table),
              (one, other) ->
                  java.util.stream.Stream.concat(one.stream(), other.stream()).toList());
        }
      }
      tables = known;
    }
    return known;
  }

  @Override
  public TypeInformation<Tuple5<String, Long, Long, String, byte[]>> getProducedType() {
    return TYPE;
  }
}
