package playhouse.streaming.lake;

import java.util.HashMap;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import playhouse.streaming.lake.table.Lane;

/** Hands on Kafka's records as they are, each with its lane and its place. */
final class KafkaRows implements KafkaRecordDeserializationSchema<KafkaRow> {
  private static final long serialVersionUID = 1;

  private static final byte[] TOMBSTONE = new byte[0];

  private final HashMap<String, Integer> laneByTopic = new HashMap<>();
  private final KafkaRow reused = new KafkaRow();

  KafkaRows() {
    Lane.ALL.forEach(lane -> laneByTopic.put(lane.topic(), lane.number()));
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<KafkaRow> out) {
    Integer lane = laneByTopic.get(record.topic());
    if (lane == null) {
      throw new IllegalStateException("no lane for topic " + record.topic());
    }
    byte[] value = record.value() == null ? TOMBSTONE : record.value();
    reused.fill(value, lane, record.partition(), record.offset(), record.timestamp());
    out.collect(reused);
  }

  @Override
  public TypeInformation<KafkaRow> getProducedType() {
    return KafkaRow.TYPE;
  }
}
