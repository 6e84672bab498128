package playhouse.streaming.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import playhouse.streaming.lake.table.Lane;

/** A consumer group over the lake's topics. */
final class Group implements AutoCloseable {

  private final Admin admin;
  private final String name;

  Group(String kafka, String name) {
    admin = Admin.create(Map.of("bootstrap.servers", kafka));
    this.name = name;
  }

  /** How many records lie between its offsets and the topics' ends. */
  long lag() {
    Map<TopicPartition, OffsetAndMetadata> told =
        get(admin.listConsumerGroupOffsets(name).partitionsToOffsetAndMetadata());
    long lag = 0;
    for (Map.Entry<TopicPartition, Long> end : ends().entrySet()) {
      OffsetAndMetadata offset = told.get(end.getKey());
      lag += end.getValue() - (offset == null ? 0 : offset.offset());
    }
    return lag;
  }

  private Map<TopicPartition, Long> ends() {
    List<String> topics = Lane.ALL.stream().map(Lane::topic).toList();
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    get(admin.describeTopics(topics).allTopicNames())
        .forEach(
            (topic, about) ->
                about
                    .partitions()
                    .forEach(
                        one ->
                            asked.put(
                                new TopicPartition(topic, one.partition()), OffsetSpec.latest())));
    Map<TopicPartition, Long> ends = new HashMap<>();
    for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end :
        get(admin.listOffsets(asked).all()).entrySet()) {
      ends.put(end.getKey(), end.getValue().offset());
    }
    return ends;
  }

  private static <T> T get(KafkaFuture<T> answer) {
    try {
      return answer.get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException("Kafka does not answer", e);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
