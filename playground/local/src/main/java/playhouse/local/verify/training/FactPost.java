package playhouse.local.verify.training;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Fact;
import playhouse.contracts.Wire;
import playhouse.local.process.LocalFailure;

/** Facts on their way into the topics of their families; all are there once it is closed. */
final class FactPost implements AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private long sent;

  /** To that broker. */
  FactPost(String kafka) {
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka, "acks", "all", "linger.ms", "20"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Sends one. */
  void send(SpecificRecordBase told) {
    Fact fact = Fact.of(told);
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(fact.family().topic(), Wire.key(fact.envelope()), Wire.encode(told));
    Wire.headers(fact.envelope(), fact.type())
        .forEach(
            (name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    var unused = producer.send(record, (taken, error) -> failure.compareAndSet(null, error));
    sent++;
  }

  /** How many. */
  long sent() {
    return sent;
  }

  @Override
  public void close() {
    producer.close();
    Exception error = failure.get();
    if (error != null) {
      throw new LocalFailure("the broker did not take every fact: " + error.getMessage(), error);
    }
  }
}
