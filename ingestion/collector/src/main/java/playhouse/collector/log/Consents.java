package playhouse.collector.log;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.collector.event.Consent;
import playhouse.contracts.Pseudonyms;
import playhouse.contracts.Topics;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.ConsentState;

/** Everybody's consent as the compacted topic tells it, followed for as long as we live. */
public final class Consents implements Consent, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Consents.class);
  private static final Duration POLL = Duration.ofMillis(500);

  private final boolean whenUnknown;
  private final Map<String, Object> settings;
  private final String topic;

  /** Those whose choice differs from the default: the others need no memory. */
  private final Set<UUID> otherwise = ConcurrentHashMap.newKeySet();

  private final Thread follower = new Thread(this::follow, "consents");
  private volatile boolean complete;
  private volatile boolean closed;

  private Consents(String bootstrap, String topic, boolean whenUnknown) {
    this.whenUnknown = whenUnknown;
    this.topic = topic;
    this.settings =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false,
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            5_000);
  }

  /** Starts following the topic in the background. */
  public static Consents follow(String bootstrap, boolean whenUnknown) {
    Consents consents = new Consents(bootstrap, Topics.CONSENT, whenUnknown);
    consents.follower.setDaemon(true);
    consents.follower.start();
    return consents;
  }

  /** Whether all that stood in the topic at the start has been read. */
  public boolean complete() {
    return complete;
  }

  @Override
  public boolean analytics(@Nullable UUID person) {
    return whenUnknown != (person != null && otherwise.contains(person));
  }

  @Override
  public void close() {
    closed = true;
    try {
      follower.join(2 * POLL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    follower.interrupt();
  }

  private void follow() {
    while (!closed) {
      try (KafkaConsumer<byte[], byte[]> consumer =
          new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
        read(consumer);
      } catch (WakeupException | org.apache.kafka.common.errors.InterruptException e) {
        return;
      } catch (KafkaException e) {
        LOG.warn("Reading consents again from the start: {}", e.getMessage());
        LockSupport.parkNanos(POLL.toNanos());
      }
    }
  }

  private void read(KafkaConsumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    if (partitions.isEmpty()) {
      throw new KafkaException("topic " + topic + " is not there yet");
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (!closed) {
      consumer.poll(POLL).forEach(this::take);
      if (!complete) {
        complete =
            ends.entrySet().stream().allMatch(e -> consumer.position(e.getKey()) >= e.getValue());
      }
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null || record.key().length != 16) {
      return;
    }
    UUID person = Pseudonyms.ofBytes(record.key());
    if (analytics(record) == whenUnknown) {
      otherwise.remove(person);
    } else {
      otherwise.add(person);
    }
  }

  /** What cannot be read is taken for a no. */
  private boolean analytics(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return whenUnknown;
    }
    try {
      ConsentState state = Wire.decode(ConsentState.class, record.value());
      return state.getAnalytics();
    } catch (Wire.Undecodable e) {
      LOG.warn(
          "Consent at {}-{} taken for a no: {}",
          record.partition(),
          record.offset(),
          e.getMessage());
      return false;
    }
  }
}
