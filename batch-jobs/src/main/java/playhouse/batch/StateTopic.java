package playhouse.batch;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.contracts.Wire;

/** A compacted topic that tells what now holds for a key; all is told once it is closed. */
public final class StateTopic implements AutoCloseable {
  private final String name;
  private final String brokers;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  private StateTopic(String name, String brokers) {
    this.name = name;
    this.brokers = brokers;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", brokers,
                "acks", "all",
                "enable.idempotence", "true",
                "linger.ms", "20",
                "compression.type", "zstd",
                "max.block.ms", "20000",
                "delivery.timeout.ms", "60000"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  public static StateTopic open(Settings settings, String name) {
    return new StateTopic(name, settings.get(Setting.KAFKA));
  }

  /** Tells what holds for a key from now on. */
  public void tell(byte[] key, SpecificRecordBase state) {
    send(key, Wire.encode(state));
  }

  /** As above, for keys that are words. */
  public void tell(String key, SpecificRecordBase state) {
    tell(key.getBytes(StandardCharsets.UTF_8), state);
  }

  /** Tells that nothing holds for a key any more. */
  public void forget(String key) {
    send(key.getBytes(StandardCharsets.UTF_8), null);
  }

  private void send(byte[] key, byte @Nullable [] value) {
    check();
    var unused =
        producer.send(
            new ProducerRecord<>(name, key, value),
            (told, error) -> failure.compareAndSet(null, error));
  }

  /**
   * Waits until all is told.
   *
   * @throws IllegalStateException if Kafka does not answer
   */
  @Override
  public void close() {
    producer.flush();
    producer.close();
    check();
  }

  private void check() {
    Exception error = failure.get();
    if (error != null) {
      throw new IllegalStateException(
          "cannot write to topic " + name + " at " + brokers + " (" + Setting.KAFKA.key() + ")",
          error instanceof ExecutionException && error.getCause() != null
              ? error.getCause()
              : error);
    }
  }
}
