package playhouse.collector;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import playhouse.contracts.Family;
import playhouse.contracts.Topics;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.Envelope;
import playhouse.contracts.facts.Reject;

/** A topic read from its beginning to where it ends now. */
public final class Topic {

  private Topic() {}

  /** Every record of the topic. */
  public static List<ConsumerRecord<byte[], byte[]>> all(Broker broker, String topic) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", broker.address());
    settings.put("auto.offset.reset", "earliest");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
      return records;
    }
  }

  /** The family's facts that came from one source. */
  public static List<org.apache.avro.specific.SpecificRecordBase> facts(
      Broker broker, Family family, String source) {
    return facts(broker, family, envelope -> envelope.getSource().equals(source));
  }

  private static List<org.apache.avro.specific.SpecificRecordBase> facts(
      Broker broker, Family family, Predicate<Envelope> wanted) {
    return all(broker, family.topic()).stream()
        .<org.apache.avro.specific.SpecificRecordBase>map(
            record -> Wire.decode(family.recordClass(), record.value()))
        .filter(record -> wanted.test((Envelope) record.get(0)))
        .toList();
  }

  /** The refusals whose original bytes contain a text. */
  public static List<Reject> rejects(Broker broker, String text) {
    return all(broker, Topics.REJECTS).stream()
        .map(record -> Wire.decode(Reject.class, record.value()))
        .filter(reject -> original(reject).contains(text))
        .toList();
  }

  /** The original bytes, each as one character. */
  public static String original(Reject reject) {
    return java.nio.charset.StandardCharsets.ISO_8859_1
        .decode(reject.getOriginal().duplicate())
        .toString();
  }
}
