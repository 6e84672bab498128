package playhouse.audience.send;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import playhouse.audience.render.AvroForm;
import playhouse.audience.render.Dressed;
import playhouse.contracts.Wire;

/** Sends events straight to the families' topics, as the front door would write them. */
public final class KafkaDestination implements Destination {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  /** A producer to the brokers named by {@code bootstrap}. */
  public KafkaDestination(String bootstrap) {
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.LINGER_MS_CONFIG,
                20,
                ProducerConfig.BATCH_SIZE_CONFIG,
                256 * 1024,
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                64L << 20,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4",
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                PATIENCE.toMillis(),
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                (int) PATIENCE.toMillis()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  @Override
  public Lane open(String name) {
    AvroForm avro = new AvroForm();
    return new Lane() {
      @Override
      public void send(Dressed event) {
        KafkaDestination.this.send(event, avro.encode(event));
      }

      @Override
      public void finish() {
        complain();
      }

      @Override
      public void close() {}
    };
  }

  /** Everything sent has been taken when this returns. */
  @Override
  public void close() {
    producer.flush();
    producer.close(PATIENCE);
    complain();
  }

  private void send(Dressed event, byte[] body) {
    List<Header> headers =
        Wire.headers(event.envelope(), event.type().name()).entrySet().stream()
            .map(entry -> (Header) new RecordHeader(entry.getKey(), utf8(entry.getValue())))
            .toList();
    var unused =
        producer.send(
            new ProducerRecord<>(
                event.type().family().topic(),
                null,
                event.envelope().getReceived().toEpochMilli(),
                Wire.key(event.envelope()),
                body,
                headers),
            (metadata, exception) -> {
              if (exception != null) {
                failure.compareAndSet(null, exception);
              }
            });
  }

  private void complain() {
    Exception first = failure.get();
    if (first != null) {
      throw new NotDelivered("Kafka did not take an event: " + first.getMessage(), first);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
