package playhouse.serving.platform.outbox;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import playhouse.contracts.Family;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.Payment;
import playhouse.serving.billing.ledger.Account;
import playhouse.serving.billing.ledger.Ledger;
import playhouse.serving.billing.ledger.Posting;
import playhouse.serving.platform.Meters;
import playhouse.serving.platform.store.ServicesDatabase;
import playhouse.testbed.Await;
import playhouse.testbed.Broker;

/**
 * How long facts take from the moment at which their transaction begins until somebody who reads
 * the topic has them, at a steady rate of transactions.
 */
public final class OutboxLag {
  private static final int A_SECOND = 200;
  private static final int SECONDS = 20;
  private static final int FACTS_EACH = 2;
  private static final Duration POLL = Duration.ofMillis(5);
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final ServicesDatabase database;
  private final Map<String, Long> began = new ConcurrentHashMap<>();
  private final List<Double> millis = new ArrayList<>();
  private final AtomicBoolean reading = new AtomicBoolean(true);

  /** On a database whose outbox is brought to a broker of its own. */
  public OutboxLag(ServicesDatabase database) {
    this.database = database;
  }

  /** Milliseconds of every fact, shortest first. */
  public double[] measure() throws InterruptedException {
    Broker broker = Broker.shared();
    try (Meters meters = new Meters();
        OutboxPublisher publisher =
            new OutboxPublisher(database, broker.address(), Clock.systemUTC(), meters)) {
      Await.until("what was there before is told", LIMIT, this::isEmpty);
      Thread reader = new Thread(() -> read(broker.address()), "reads facts");
      reader.start();
      write(publisher);
      Await.until("all are read", LIMIT, () -> count() == A_SECOND * SECONDS * FACTS_EACH);
      reading.set(false);
      reader.join();
    }
    synchronized (millis) {
      return millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }
  }

  private void write(OutboxPublisher publisher) {
    Money amount = Money.of(CurrencyUnit.USD, new BigDecimal("9.99"));
    LocalDate day = LocalDate.now(ZoneOffset.UTC);
    long first = System.nanoTime();
    for (int i = 0; i < A_SECOND * SECONDS; i++) {
      long due = first + i * (1_000_000_000L / A_SECOND);
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      String reason = "lag/" + i;
      long now = System.nanoTime();
      database.write(
          tx -> {
            Posting.Line in = Posting.Line.debit(Account.PROVIDER, amount);
            Posting.Line out = Posting.Line.credit(Account.DEFERRED, amount);
            Ledger.post(tx, new Posting(reason, day, List.of(in, out)), Instant.now());
            String entry =
                tx.createQuery("select id from billing.ledger_entry where reason = :reason")
                    .bind("reason", reason)
                    .mapTo(String.class)
                    .one();
            began.put(entry, now);
            return true;
          });
      publisher.look();
    }
  }

  private void read(String kafka) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      String topic = Family.PAYMENT.topic();
      List<TopicPartition> all =
          IntStream.range(0, consumer.partitionsFor(topic).size())
              .mapToObj(partition -> new TopicPartition(topic, partition))
              .toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      while (reading.get()) {
        consumer.poll(POLL).forEach(record -> took(Wire.decode(Payment.class, record.value())));
      }
    }
  }

  private void took(Payment fact) {
    Long from =
        fact.getLedgerPosted() == null ? null : began.get(fact.getLedgerPosted().getEntry());
    if (from != null) {
      synchronized (millis) {
        millis.add((System.nanoTime() - from) / 1e6);
      }
    }
  }

  private int count() {
    synchronized (millis) {
      return millis.size();
    }
  }

  private boolean isEmpty() {
    return database.read(
        handle ->
            handle.createQuery("select count(*) from platform.outbox").mapTo(Long.class).one()
                == 0);
  }
}
