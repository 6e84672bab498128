package playhouse.audience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import playhouse.audience.send.Counts;
import playhouse.audience.send.Destination;
import playhouse.audience.send.KafkaDestination;
import playhouse.audience.send.Trouble;
import playhouse.audience.world.Plan;
import playhouse.audience.world.World;
import playhouse.contracts.Fact;
import playhouse.contracts.Family;
import playhouse.contracts.Wire;
import playhouse.testbed.Broker;

class KafkaDestinationTest {

  private static final Broker BROKER = Broker.shared();

  @Test
  void everyEventLiesInItsTopicUnderThePersonsKeyAndCanBeRead() {
    Plan plan = Plan.of(9, 120, 120, 3, LocalDate.of(2026, 11, 21), 120);
    Counts counts = new Counts();
    try (Destination kafka = new KafkaDestination(BROKER.address())) {
      new History(new World(plan), List.of(ZoneId.of("UTC")), "USD")
          .send(kafka, Trouble.USUAL, 2, counts, day -> {});
    }
    Map<Family, Long> read = new EnumMap<>(Family.class);
    Set<String> distinct = new HashSet<>();
    for (Family family : Family.values()) {
      for (ConsumerRecord<byte[], byte[]> record : records(family.topic())) {
        Fact fact = Fact.of(Wire.decode(family.recordClass(), record.value()));
        distinct.add(fact.envelope().getSource() + " " + fact.envelope().getId());
        read.merge(family, 1L, Long::sum);
        if (!java.util.Arrays.equals(record.key(), Wire.key(fact.envelope()))) {
          assertThat(record.key()).isEqualTo(Wire.key(fact.envelope()));
        }
        assertThat(new String(record.headers().lastHeader("ce_type").value(), UTF_8))
            .isEqualTo(fact.type());
      }
      assertThat(read.get(family)).as(family.topic()).isEqualTo(counts.sent(family));
    }
    long repeats = Stream.of(Family.values()).mapToLong(counts::duplicates).sum();
    assertThat(distinct).hasSize((int) (counts.total() - repeats));
  }

  private static final java.nio.charset.Charset UTF_8 = java.nio.charset.StandardCharsets.UTF_8;

  private static List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new java.util.ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", BROKER.address(), "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      Set<TopicPartition> open =
          new TreeSet<>((one, other) -> Integer.compare(one.partition(), other.partition()));
      consumer
          .partitionsFor(topic)
          .forEach(p -> open.add(new TopicPartition(topic, p.partition())));
      consumer.assign(open);
      Map<TopicPartition, Long> ends = consumer.endOffsets(open);
      while (!open.isEmpty()) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
        open.removeIf(p -> consumer.position(p) >= ends.getOrDefault(p, 0L));
      }
    }
    return records;
  }
}
