package playhouse.serving.platform.facts;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** How serving writes to Kafka: at once, once, and to all replicas. */
public final class DurableProducer {
  private DurableProducer() {}

  /**
   * Connects in the background.
   *
   * @param delivery how long a record is tried
   */
  public static KafkaProducer<byte[], byte[]> open(
      String kafka, String clientId, Duration delivery) {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            kafka,
            "client.id",
            clientId,
            "acks",
            "all",
            "enable.idempotence",
            true,
            "linger.ms",
            0,
            "compression.type",
            "lz4",
            "max.block.ms",
            3000,
            "request.timeout.ms",
            4000,
            "delivery.timeout.ms",
            (int) delivery.toMillis()),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
