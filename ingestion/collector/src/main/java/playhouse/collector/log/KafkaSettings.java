package playhouse.collector.log;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/** How our producers and consumers talk to Kafka. */
public final class KafkaSettings {

  /** Largest record: a refused body is kept whole, and a body may be several MiB. */
  static final int LARGEST_RECORD_BYTES = 15 * 1024 * 1024;

  private KafkaSettings() {}

  /** For the door: answers soon, or says within {@code patience} that it cannot. */
  public static Map<String, Object> door(String bootstrap, Duration patience) {
    Map<String, Object> settings = durable(bootstrap, patience);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 2);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, patience.toMillis());
    return settings;
  }

  /** For bulk loads: large batches, and the patience to sit out a broker's restart. */
  public static Map<String, Object> bulk(String bootstrap, Duration patience) {
    Map<String, Object> settings = durable(bootstrap, patience);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 20);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, patience.toMillis());
    return settings;
  }

  private static Map<String, Object> durable(String bootstrap, Duration patience) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 64L * 1024 * 1024);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_RECORD_BYTES);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) (patience.toMillis() / 2));
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) patience.toMillis());
    settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
    return settings;
  }
}
