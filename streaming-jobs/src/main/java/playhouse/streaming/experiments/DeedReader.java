package playhouse.streaming.experiments;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import playhouse.streaming.live.Arrival;

/** Takes from Kafka only what may count in an experiment, without looking into it. */
final class DeedReader implements KafkaRecordDeserializationSchema<Arrival> {
  private static final long serialVersionUID = 1;
  private static final int KEY_BYTES = 16;

  private static final Set<String> TYPES =
      Set.of(
          "playback.start",
          "playback.heartbeat",
          "playback.stall",
          "playback.error",
          "playback.stop",
          "comment.added",
          "danmaku.sent",
          "like.added",
          "like.removed",
          "favourite.added",
          "favourite.removed",
          "share.completed",
          "recommendation.served",
          "recommendation.clicked",
          "experiment.exposed",
          "payment.captured",
          "app.crashed");

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Arrival> out) {
    byte[] key = record.key();
    if (key == null || key.length != KEY_BYTES || record.value() == null || !mayCount(record)) {
      return;
    }
    ByteBuffer bits = ByteBuffer.wrap(key);
    out.collect(new Arrival(bits.getLong(), bits.getLong(), record.topic(), record.value()));
  }

  /** Without the header nothing can be ruled out. */
  private static boolean mayCount(ConsumerRecord<byte[], byte[]> record) {
    Header type = record.headers().lastHeader("ce_type");
    return type == null
        || type.value() == null
        || TYPES.contains(new String(type.value(), StandardCharsets.UTF_8));
  }

  @Override
  public TypeInformation<Arrival> getProducedType() {
    return TypeInformation.of(Arrival.class);
  }
}
