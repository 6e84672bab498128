package playhouse.streaming.live;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import playhouse.contracts.Topics;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.LiveFeatures;
import playhouse.testbed.Await;

/** The topic of live features as a reader sees it: the highest version of each person. */
final class LiveView implements AutoCloseable {
  private final Map<UUID, LiveFeatures> latest = new ConcurrentHashMap<>();
  private final Map<UUID, Integer> changes = new ConcurrentHashMap<>();
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Thread thread;

  LiveView(String kafka) {
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka, "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(
        consumer.partitionsFor(Topics.LIVE_FEATURES).stream()
            .map(p -> new org.apache.kafka.common.TopicPartition(p.topic(), p.partition()))
            .toList());
    consumer.seekToBeginning(consumer.assignment());
    thread = new Thread(this::read, "live view");
    thread.start();
  }

  void await(UUID person, Duration limit, Predicate<LiveFeatures> wanted) {
    try {
      Await.until(
          "live features of " + person,
          limit,
          () -> latest.containsKey(person) && wanted.test(latest.get(person)));
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + ", got " + latest.get(person), e);
    }
  }

  int changesOf(UUID person) {
    return changes.getOrDefault(person, 0);
  }

  private void read() {
    try {
      while (true) {
        for (var record : consumer.poll(Duration.ofSeconds(1))) {
          LiveFeatures features = Wire.decode(LiveFeatures.class, record.value());
          changes.merge(features.getPerson(), 1, Integer::sum);
          latest.merge(
              features.getPerson(),
              features,
              (old, fresh) -> fresh.getVersion() >= old.getVersion() ? fresh : old);
        }
      }
    } catch (WakeupException e) {
      consumer.close();
    }
  }

  @Override
  public void close() {
    consumer.wakeup();
  }
}
