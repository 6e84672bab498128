package playhouse.local.demo;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import playhouse.local.process.LocalFailure;

/**
 * A topic that keeps the newest of each key, as it stands now.
 *
 * @param bootstrap servers of Kafka
 * @param topic its name
 */
public record TopicState(String bootstrap, String topic) {
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Hands over its records from the first to the one that is last now. */
  public void read(Consumer<ConsumerRecord<byte[], byte[]>> record) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      long deadline = System.nanoTime() + LIMIT.toNanos();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        if (System.nanoTime() - deadline > 0) {
          throw new LocalFailure("the topic " + topic + " cannot be read from " + bootstrap);
        }
        consumer.poll(POLL).forEach(record);
      }
    }
  }
}
