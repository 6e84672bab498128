package playhouse.serving.platform.facts;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a topic from a starting place to its end and then on, one thread for one topic, handing
 * each record to whoever keeps what it says. A lost broker is waited for.
 */
public final class TopicFollower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);
  private static final Duration POLL = Duration.ofMillis(500);

  private final String topic;
  private final long newest;
  private final Map<String, Object> settings;
  private final Consumer<ConsumerRecord<byte[], byte[]>> reader;
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private final Thread thread;
  private Map<TopicPartition, Long> endsAtStart = Map.of();
  private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;
  private volatile boolean caughtUp;
  private volatile boolean closed;
  private final AtomicLong records = new AtomicLong();

  private TopicFollower(
      String kafka, String topic, long newest, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    this.topic = topic;
    this.newest = newest;
    this.reader = reader;
    this.settings =
        Map.of(
            "bootstrap.servers",
            kafka,
            "client.id",
            "serving-" + topic,
            "enable.auto.commit",
            false,
            "auto.offset.reset",
            "earliest",
            "allow.auto.create.topics",
            false,
            "max.poll.records",
            2000,
            "default.api.timeout.ms",
            5000);
    this.thread = new Thread(this::follow, "follow " + topic);
    thread.setDaemon(true);
  }

  /** Follows the topic from its first record. */
  public static TopicFollower all(
      String kafka, String topic, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    return started(new TopicFollower(kafka, topic, Long.MAX_VALUE, reader));
  }

  /** Follows the topic from its newest records, so many of each partition. */
  public static TopicFollower newest(
      String kafka, String topic, long each, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    return started(new TopicFollower(kafka, topic, each, reader));
  }

  private static TopicFollower started(TopicFollower follower) {
    follower.thread.start();
    return follower;
  }

  /** Which topic. */
  public String topic() {
    return topic;
  }

  /** Whether all that stood in the topic when it was first reached has been read. */
  public boolean caughtUp() {
    return caughtUp;
  }

  /** How many records were read. */
  public long records() {
    return records.get();
  }

  @Override
  public void close() {
    closed = true;
    KafkaConsumer<byte[], byte[]> reading = consumer;
    if (reading != null) {
      reading.wakeup();
    }
    try {
      thread.join(CLOSE_LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow() {
    while (!closed) {
      try (KafkaConsumer<byte[], byte[]> reading =
          new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
        consumer = reading;
        begin(reading);
        while (!closed) {
          take(reading);
        }
      } catch (WakeupException e) {
        return;
      } catch (KafkaException e) {
        LOG.warn("{} cannot be read now: {}", topic, e.getMessage());
        LockSupport.parkNanos(POLL.toNanos());
      }
    }
  }

  private void begin(KafkaConsumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    if (partitions.isEmpty()) {
      throw new KafkaException("it is not there yet");
    }
    consumer.assign(partitions);
    Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    for (TopicPartition partition : partitions) {
      long start =
          Math.max(starts.getOrDefault(partition, 0L), ends.getOrDefault(partition, 0L) - newest);
      consumer.seek(partition, positions.getOrDefault(partition, start));
    }
    if (endsAtStart.isEmpty()) {
      endsAtStart = ends;
    }
  }

  private void take(KafkaConsumer<byte[], byte[]> consumer) {
    if (!caughtUp) {
      caughtUp =
          endsAtStart.entrySet().stream()
              .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      hand(record);
      positions.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
      records.incrementAndGet();
    }
  }

  /** A record that its reader cannot use must not keep the others from being read. */
  private void hand(ConsumerRecord<byte[], byte[]> record) {
    try {
      reader.accept(record);
    } catch (RuntimeException e) {
      LOG.warn(
          "{}-{}@{} is left out: {}", topic, record.partition(), record.offset(), e.toString());
    }
  }
}
