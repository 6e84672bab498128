package playhouse.collector.log;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Fact;
import playhouse.contracts.Rejected;

/** Records that are sent one by one and waited for once. */
public final class Batch {

  private final FactLog log;

  /** One for each record under way, and one until nobody adds any more. */
  private final AtomicInteger open = new AtomicInteger(1);

  private final CountDownLatch settled = new CountDownLatch(1);
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  Batch(FactLog log) {
    this.log = log;
  }

  /** Sends a fact to its family's topic. */
  public void add(Fact fact) {
    send(FactLog.fact(fact));
  }

  /** Sends what was refused to the rejects topic. */
  public void add(Rejected rejected, Instant received) {
    add(rejected, received, Optional.empty());
  }

  /** The same for what had been refused before and was sent once more. */
  public void add(Rejected rejected, Instant received, Optional<UUID> replayOf) {
    send(FactLog.reject(rejected, received, replayOf));
  }

  /** After one failure the rest of the batch is not tried: all of it will come again. */
  private void send(ProducerRecord<byte[], byte[]> record) {
    failIfBroken();
    open.incrementAndGet();
    log.send(this, record);
  }

  void done(Optional<Exception> outcome) {
    outcome.ifPresent(e -> failure.compareAndSet(null, e));
    if (open.decrementAndGet() == 0) {
      settled.countDown();
    }
  }

  /**
   * Waits until Kafka has every record; the batch takes no more.
   *
   * @throws NotDurable if it has not, or not within the limit
   */
  public void await(Duration limit) {
    done(Optional.empty());
    try {
      if (!settled.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new NotDurable("no answer from Kafka within " + limit, new TimeoutException());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotDurable("interrupted while waiting for Kafka", e);
    }
    failIfBroken();
  }

  private void failIfBroken() {
    Exception broken = failure.get();
    if (broken != null) {
      throw new NotDurable("Kafka did not take it: " + broken.getMessage(), broken);
    }
  }
}
