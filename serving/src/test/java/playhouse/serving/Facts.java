package playhouse.serving;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import playhouse.contracts.Pseudonyms;
import playhouse.contracts.Wire;
import playhouse.serving.platform.facts.TopicFollower;
import playhouse.testbed.Await;

/** The facts of one family as they lie in Kafka. */
final class Facts<T extends SpecificRecordBase> implements AutoCloseable {
  private final List<T> facts = new CopyOnWriteArrayList<>();
  private final Map<T, ConsumerRecord<byte[], byte[]>> records =
      new java.util.concurrent.ConcurrentHashMap<>();
  private final TopicFollower follower;

  Facts(String kafka, String topic, Class<T> family) {
    follower =
        TopicFollower.all(
            kafka,
            topic,
            record -> {
              T fact = Wire.decode(family, record.value());
              records.put(fact, record);
              facts.add(fact);
            });
  }

  T await(Predicate<T> wanted) {
    Await.until("a fact", House.LIMIT, () -> facts.stream().anyMatch(wanted));
    return facts.stream().filter(wanted).findFirst().orElseThrow();
  }

  long count(Predicate<T> wanted) {
    return facts.stream().filter(wanted).count();
  }

  String header(T fact, String name) {
    return new String(
        record(fact).headers().lastHeader(name).value(), java.nio.charset.StandardCharsets.UTF_8);
  }

  java.util.UUID key(T fact) {
    return Pseudonyms.ofBytes(record(fact).key());
  }

  private ConsumerRecord<byte[], byte[]> record(T fact) {
    return java.util.Objects.requireNonNull(records.get(fact));
  }

  @Override
  public void close() {
    follower.close();
  }
}
