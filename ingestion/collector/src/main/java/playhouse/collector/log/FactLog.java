package playhouse.collector.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import playhouse.contracts.DedupKey;
import playhouse.contracts.Fact;
import playhouse.contracts.Pseudonyms;
import playhouse.contracts.Rejected;
import playhouse.contracts.Topics;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.Reject;

/**
 * Kafka as the collector sees it: a place to put facts and rejects, each in its topic, acknowledged
 * by all in-sync replicas and never doubled by a retry.
 */
public final class FactLog implements AutoCloseable {

  /** Originals longer than this are cut, so that a refusal can always be kept. */
  private static final int LONGEST_ORIGINAL = KafkaSettings.LARGEST_RECORD_BYTES - 64 * 1024;

  private final Supplier<Producer<byte[], byte[]>> open;
  private volatile Producer<byte[], byte[]> producer;

  private FactLog(Supplier<Producer<byte[], byte[]>> open) {
    this.open = open;
    this.producer = open.get();
  }

  /** Opens with settings from {@link KafkaSettings}. */
  public static FactLog open(Map<String, Object> settings) {
    return new FactLog(
        () -> new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()));
  }

  /** Begins a group of records that are waited for together. */
  public Batch batch() {
    return new Batch(this);
  }

  /** The producer's own measurements. */
  public Producer<byte[], byte[]> producer() {
    return producer;
  }

  /** Waits until everything sent so far has an outcome. */
  public void flush() {
    producer.flush();
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(20));
  }

  void send(Batch batch, ProducerRecord<byte[], byte[]> record) {
    Producer<byte[], byte[]> now = producer;
    try {
      // The callback tells what the future would.
      Future<RecordMetadata> unused =
          now.send(record, (metadata, failure) -> done(batch, now, Optional.ofNullable(failure)));
    } catch (KafkaException | IllegalStateException e) {
      done(batch, now, Optional.of(e));
    }
  }

  private void done(Batch batch, Producer<byte[], byte[]> used, Optional<Exception> failure) {
    failure.filter(FactLog::fatal).ifPresent(e -> reopen(used));
    batch.done(failure);
  }

  /** A producer that lost its identity or was closed never recovers; a late broker does. */
  private static boolean fatal(Exception failure) {
    return failure instanceof org.apache.kafka.common.errors.ProducerFencedException
        || failure instanceof org.apache.kafka.common.errors.OutOfOrderSequenceException
        || failure instanceof org.apache.kafka.common.errors.InvalidProducerEpochException
        || (failure instanceof KafkaException
            && failure.getClass() == KafkaException.class
            && !(failure instanceof RetriableException));
  }

  private synchronized void reopen(Producer<byte[], byte[]> broken) {
    if (producer == broken) {
      producer = open.get();
      broken.close(Duration.ZERO);
    }
  }

  static ProducerRecord<byte[], byte[]> fact(Fact fact) {
    RecordHeaders headers = new RecordHeaders();
    Wire.headers(fact.envelope(), fact.type())
        .forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
    return new ProducerRecord<>(
        fact.family().topic(),
        null,
        Wire.key(fact.envelope()),
        Wire.encode(fact.record()),
        headers);
  }

  static ProducerRecord<byte[], byte[]> reject(
      Rejected rejected, Instant received, Optional<UUID> replayOf) {
    Reject record = storable(rejected).toRecord(received, replayOf);
    byte[] key =
        Pseudonyms.bytes(DedupKey.of(rejected.source().orElse(""), String.valueOf(received)));
    return new ProducerRecord<>(Topics.REJECTS, key, Wire.encode(record));
  }

  private static Rejected storable(Rejected rejected) {
    ByteBuffer original = rejected.original();
    if (original.remaining() <= LONGEST_ORIGINAL) {
      return rejected;
    }
    String detail =
        rejected.detail()
            + " (first "
            + LONGEST_ORIGINAL
            + " of "
            + original.remaining()
            + " bytes kept)";
    return new Rejected(
        rejected.reason(),
        detail,
        rejected.stage(),
        rejected.family(),
        rejected.source(),
        rejected.contentType(),
        original.slice(original.position(), LONGEST_ORIGINAL));
  }
}
