package playhouse.batch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import playhouse.testbed.Broker;

/** What the jobs have published in compacted topics. */
final class Published {
  private Published() {}

  /** What a topic says now: the latest value of each key, none where it was deleted. */
  static Map<String, byte[]> state(String topic) {
    Map<String, Object> config = Map.of("bootstrap.servers", Broker.shared().address());
    Map<String, byte[]> state = new HashMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        consumer.poll(Duration.ofSeconds(1)).forEach(message -> take(message, state));
      }
    }
    return state;
  }

  private static void take(ConsumerRecord<byte[], byte[]> message, Map<String, byte[]> state) {
    String key = key(message.key());
    if (message.value() == null) {
      state.remove(key);
    } else {
      state.put(key, message.value());
    }
  }

  /** Keys of 16 bytes are people, others are words. */
  private static String key(byte[] key) {
    if (key.length != 16) {
      return new String(key, StandardCharsets.UTF_8);
    }
    var bytes = ByteBuffer.wrap(key);
    return new UUID(bytes.getLong(), bytes.getLong()).toString();
  }
}
