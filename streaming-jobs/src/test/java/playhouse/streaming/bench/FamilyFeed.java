package playhouse.streaming.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import playhouse.contracts.FactType;
import playhouse.contracts.Family;
import playhouse.streaming.RandomEvents;

/**
 * Puts events of one family into Kafka, of all its types in turn, with fields as chance has them;
 * no two of them are the same event.
 */
final class FamilyFeed implements AutoCloseable {
  private static final int DIFFERENT = 500;

  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private long next;

  FamilyFeed(String kafka) {
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka, "acks", "all", "linger.ms", "20"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Sends as many, and waits until the broker has them; answers how many bytes one has. */
  @SuppressWarnings("FutureReturnValueIgnored") // What fails is told to the callback.
  double send(Family family, int events) {
    List<GenericRecord> patterns = patterns(family);
    SplittableRandom random = new SplittableRandom(next);
    long bytes = 0;
    for (int i = 0; i < events; i++) {
      GenericRecord event = patterns.get(i % patterns.size());
      GenericRecord envelope = (GenericRecord) event.get("envelope");
      UUID id = new UUID(random.nextLong(), next++);
      envelope.put("id", id.toString());
      byte[] value = RandomEvents.encode(event);
      bytes += value.length;
      producer.send(
          new ProducerRecord<>(family.topic(), id.toString().getBytes(UTF_8), value),
          (written, failed) -> failure.compareAndSet(null, failed));
    }
    producer.flush();
    if (failure.get() != null) {
      throw new IllegalStateException("the broker did not take the events", failure.get());
    }
    return (double) bytes / events;
  }

  private List<GenericRecord> patterns(Family family) {
    List<FactType> types = FactType.all().stream().filter(type -> type.family() == family).toList();
    Instant now = Instant.now();
    List<GenericRecord> patterns = new ArrayList<>();
    for (int i = 0; i < DIFFERENT; i++) {
      patterns.add(RandomEvents.of(types.get(i % types.size()), now, next + i));
    }
    return patterns;
  }

  @Override
  public void close() {
    producer.close();
  }
}
