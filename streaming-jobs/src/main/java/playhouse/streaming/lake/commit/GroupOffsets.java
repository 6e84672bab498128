package playhouse.streaming.lake.commit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells Kafka how far a consumer group is: here, how far everything is in the lake.
 *
 * <p>Offsets only say more over time, so one that could not be told is told with the next.
 */
public final class GroupOffsets implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GroupOffsets.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Kafka forgets an offset that nobody told it for a week, and with it how far a group is. */
  private static final Duration TELL_ALL_AGAIN = Duration.ofHours(1);

  private final Admin admin;
  private final String group;
  private final Clock clock;
  private final Map<TopicPartition, Long> told = new HashMap<>();
  private Map<TopicPartition, Long> asked = Map.of();
  private KafkaFuture<Void> answer = KafkaFuture.completedFuture(null);
  private Instant nextTimeAll = Instant.EPOCH;

  /** Of the group, on the brokers. */
  public GroupOffsets(String brokers, String group, Clock clock) {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", brokers);
    admin = Admin.create(properties);
    this.group = group;
    this.clock = clock;
  }

  /**
   * Tells the beginning of every partition that the group has no offset for, so that its lag is
   * known from the start. Waits for the answer.
   */
  public void begin(Collection<String> topics) {
    try {
      Map<TopicPartition, OffsetSpec> missing = new HashMap<>();
      admin
          .describeTopics(topics)
          .allTopicNames()
          .get()
          .forEach(
              (topic, description) ->
                  description
                      .partitions()
                      .forEach(
                          partition ->
                              missing.put(
                                  new TopicPartition(topic, partition.partition()),
                                  OffsetSpec.earliest())));
      admin
          .listConsumerGroupOffsets(group)
          .partitionsToOffsetAndMetadata()
          .get()
          .forEach(
              (partition, offset) -> {
                if (offset != null && missing.remove(partition) != null) {
                  told.put(partition, offset.offset());
                }
              });
      Map<TopicPartition, Long> first = new HashMap<>();
      admin
          .listOffsets(missing)
          .all()
          .get()
          .forEach((partition, offset) -> first.put(partition, offset.offset()));
      if (!first.isEmpty()) {
        alter(first).get();
        told.putAll(first);
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka does not tell how far " + group + " is", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking for offsets of " + group, e);
    }
  }

  /**
   * Tells the offsets that Kafka does not know yet, and once an hour all of them; does not wait for
   * the answer.
   */
  public void tell(Map<TopicPartition, Long> offsets) {
    if (!answer.isDone()) {
      return;
    }
    if (answer.isCompletedExceptionally()) {
      nextTimeAll = Instant.EPOCH;
    } else {
      told.putAll(asked);
    }
    Map<TopicPartition, Long> news = new HashMap<>(offsets);
    Instant now = clock.instant();
    if (now.isBefore(nextTimeAll)) {
      news.entrySet().removeIf(offset -> offset.getValue().equals(told.get(offset.getKey())));
    } else {
      told.forEach(news::putIfAbsent);
      nextTimeAll = now.plus(TELL_ALL_AGAIN);
    }
    asked = news;
    if (!news.isEmpty()) {
      answer = alter(news);
    }
  }

  private KafkaFuture<Void> alter(Map<TopicPartition, Long> news) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    news.forEach((partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset)));
    AlterConsumerGroupOffsetsResult result = admin.alterConsumerGroupOffsets(group, offsets);
    return result
        .all()
        .whenComplete(
            (none, failure) -> {
              if (failure != null) {
                LOG.warn("offsets of {} will be told later: {}", group, failure.toString());
              }
            });
  }

  @Override
  public void close() {
    admin.close(PATIENCE);
  }
}
