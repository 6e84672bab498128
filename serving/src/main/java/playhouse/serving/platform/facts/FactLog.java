package playhouse.serving.platform.facts;

import io.micrometer.core.instrument.Counter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.contracts.Fact;
import playhouse.contracts.Wire;
import playhouse.serving.platform.Meters;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.traces.Traces;

/** Writes our facts to Kafka: durably while the caller waits, or aside from a bounded queue. */
public final class FactLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FactLog.class);
  private static final int WAITING = 10_000;

  /** How many callers may wait for Kafka at a time: a part of those that the web server has. */
  private static final int WAITING_CALLERS = 48;

  private static final Duration DELIVERY = Duration.ofSeconds(10);
  private static final Duration DURABLE_LIMIT = Duration.ofSeconds(5);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  /** How often the writer looks whether it is to stop. */
  private static final int LOOK_MILLIS = 100;

  private final KafkaProducer<byte[], byte[]> producer;
  private final BlockingQueue<Told> aside = new ArrayBlockingQueue<>(WAITING);
  private final Semaphore callers = new Semaphore(WAITING_CALLERS);
  private final Counter written;
  private final Counter dropped;
  private final Thread writer = new Thread(this::writeAside, "facts aside");
  private volatile boolean closed;

  /**
   * A fact, as it was told.
   *
   * @param traced of what it is part
   */
  private record Told(Supplier<SpecificRecordBase> record, Map<String, String> traced) {
    static Told now(Supplier<SpecificRecordBase> record) {
      return new Told(record, Traces.attributes());
    }
  }

  /** Connects in the background. */
  public FactLog(String kafka, Meters meters) {
    producer = DurableProducer.open(kafka, "serving", DELIVERY);
    written = meters.counter("playhouse_facts_written", "Facts that Kafka has");
    dropped =
        meters.counter("playhouse_facts_dropped", "Facts lost because Kafka could not take them");
    meters.gauge("playhouse_facts_waiting", "Facts not yet given to Kafka", aside::size);
    writer.setDaemon(true);
    writer.start();
  }

  /**
   * Writes a fact and returns when Kafka has it.
   *
   * @throws Refusal 503 if it does not within some seconds, and the fact may still arrive, once; or
   *     at once if many wait already, so that an outage leaves threads for what needs no Kafka
   */
  public void durably(SpecificRecordBase fact) {
    durably(() -> send(Told.now(() -> fact)));
  }

  /**
   * Writes what is now so of something, and returns when Kafka has it.
   *
   * @param topic a compacted one
   * @param key of what it is about
   * @param value its state; empty if it is no more
   * @throws Refusal 503, as above
   */
  public void durably(String topic, String key, Optional<? extends SpecificRecordBase> value) {
    byte[] bytes = value.map(Wire::encode).orElse(null);
    durably(
        () ->
            producer.send(
                new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), bytes)));
  }

  private void durably(Supplier<Future<RecordMetadata>> sending) {
    if (!callers.tryAcquire()) {
      throw Refusal.unavailable("too many wait to be stored now");
    }
    try {
      sending.get().get(DURABLE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Refusal.unavailable("we are stopping");
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      LOG.warn("Kafka did not take a fact: {}", e.toString());
      throw Refusal.unavailable("what you sent could not be stored now");
    } finally {
      callers.release();
    }
  }

  /** Writes a fact soon; it is dropped and counted if too many are waiting. */
  public void aside(SpecificRecordBase fact) {
    aside(() -> fact);
  }

  /**
   * The same of a fact that is made only then, so that whoever tells it need not wait for that;
   * what waits when the process is stopped is written first.
   */
  public void aside(Supplier<SpecificRecordBase> fact) {
    if (!aside.offer(Told.now(fact))) {
      dropped.increment();
    }
  }

  @Override
  public void close() {
    // Not interrupted: that would lose the fact that is on its way.
    closed = true;
    try {
      writer.join(CLOSE_LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close(CLOSE_LIMIT);
  }

  private void writeAside() {
    while (!closed || !aside.isEmpty()) {
      try {
        Told fact = aside.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        if (fact != null) {
          var unused = send(fact);
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.warn("A fact could not be written: {}", e.toString());
        dropped.increment();
      }
    }
  }

  private Future<RecordMetadata> send(Told told) {
    SpecificRecordBase record = told.record().get();
    Fact fact = Fact.of(record);
    ProducerRecord<byte[], byte[]> message =
        new ProducerRecord<>(fact.family().topic(), Wire.key(fact.envelope()), Wire.encode(record));
    Map<String, String> headers = Wire.headers(fact.envelope(), fact.type());
    headers.putAll(told.traced());
    headers.forEach(
        (name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    return producer.send(
        message, (where, failure) -> (failure == null ? written : dropped).increment());
  }
}
