package playhouse.streaming.live;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import playhouse.contracts.behaviour.Deeds;

/** Takes from Kafka only what may hold a deed, without looking into it. */
final class ArrivalReader implements KafkaRecordDeserializationSchema<Arrival> {
  private static final long serialVersionUID = 1;
  private static final int KEY_BYTES = 16;

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Arrival> out) {
    byte[] key = record.key();
    if (key == null || key.length != KEY_BYTES || record.value() == null || !mayHoldDeed(record)) {
      return;
    }
    ByteBuffer bits = ByteBuffer.wrap(key);
    out.collect(new Arrival(bits.getLong(), bits.getLong(), record.topic(), record.value()));
  }

  /** Without the header nothing can be ruled out. */
  private static boolean mayHoldDeed(ConsumerRecord<byte[], byte[]> record) {
    Header type = record.headers().lastHeader("ce_type");
    return type == null
        || type.value() == null
        || Deeds.TYPES.contains(new String(type.value(), StandardCharsets.UTF_8));
  }

  @Override
  public TypeInformation<Arrival> getProducedType() {
    return TypeInformation.of(Arrival.class);
  }
}
