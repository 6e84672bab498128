package playhouse.batch.lineage;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import playhouse.batch.Job;
import playhouse.batch.Lake;
import playhouse.batch.Outcome;
import playhouse.batch.Request;
import playhouse.contracts.Setting;
import playhouse.contracts.Topics;

/** The job {@code stream-lineage}: what streaming jobs have told of their runs, into the lake. */
public record StreamLineageJob() implements Job {
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Override
  public String name() {
    return "stream-lineage";
  }

  @Override
  public String purpose() {
    return "When streaming jobs began and ended, and what they read and wrote: ops.lineage.";
  }

  @Override
  public Outcome run(Lake lake, Request request) {
    // They are few: a handful for each start of the house.
    List<String> told = told(lake.settings().get(Setting.KAFKA));
    long added = new LineageTable(lake.iceberg(LineageTable.NAME)).addNew(told);
    return Outcome.of(Map.of(), added, added == 0 ? "nothing new" : "");
  }

  private static List<String> told(String brokers) {
    TopicPartition partition = new TopicPartition(Topics.LINEAGE, 0);
    List<String> events = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", brokers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      long deadline = System.nanoTime() + LIMIT.toNanos();
      while (consumer.position(partition) < end) {
        if (System.nanoTime() - deadline > 0) {
          throw new IllegalStateException("the topic " + Topics.LINEAGE + " cannot be read");
        }
        consumer
            .poll(POLL)
            .forEach(record -> events.add(new String(record.value(), StandardCharsets.UTF_8)));
      }
    }
    return events;
  }
}
