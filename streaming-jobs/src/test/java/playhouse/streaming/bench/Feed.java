package playhouse.streaming.bench;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import playhouse.streaming.Door;

/** Puts numbered events into Kafka, with the settings that the collector writes with. */
final class Feed implements AutoCloseable {

  private final KafkaProducer<byte[], byte[]> producer;
  private final Audience audience;
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private long next;

  Feed(String kafka, Audience audience) {
    this.audience = audience;
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", kafka,
                "acks", "all",
                "linger.ms", "20",
                "compression.type", "lz4",
                "batch.size", "262144"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Sends as many events, waits until the broker has them, and says how many were no repeats. */
  @SuppressWarnings("FutureReturnValueIgnored") // What fails is told to the callback.
  long send(long events) {
    long end = next + events;
    long repeats = end / Audience.REPEAT_EVERY - next / Audience.REPEAT_EVERY;
    while (next < end) {
      producer.send(
          Door.message(audience.event(next++)),
          (written, failed) -> failure.compareAndSet(null, failed));
    }
    producer.flush();
    if (failure.get() != null) {
      throw new IllegalStateException("the broker did not take the events", failure.get());
    }
    return events - repeats;
  }

  @Override
  public void close() {
    producer.close();
  }
}
