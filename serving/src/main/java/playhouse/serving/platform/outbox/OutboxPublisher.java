package playhouse.serving.platform.outbox;

import io.micrometer.core.instrument.Timer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.serving.platform.Json;
import playhouse.serving.platform.Meters;
import playhouse.serving.platform.facts.DurableProducer;
import playhouse.serving.platform.store.ServicesDatabase;

/**
 * Brings facts from the outbox to Kafka: each at least once, those of one key in order, but where
 * Kafka refuses one and takes a later one that was on its way with it. One process publishes at a
 * time. Killed between Kafka's word and the deletion it sends them again; whoever reads them knows
 * them by their id.
 */
public final class OutboxPublisher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxPublisher.class);

  /** Of PostgreSQL's advisory lock; any number that nobody else uses. */
  private static final long LOCK = 0x6f7574626f78L;

  /** Facts, or a few more: those of a row go together. */
  private static final int BATCH = 500;

  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final Duration DELIVERY = Duration.ofSeconds(8);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private final ServicesDatabase database;
  private final Clock clock;
  private final Producer<byte[], byte[]> producer;
  private final Timer lag;
  private final Semaphore news = new Semaphore(0);
  private final Thread thread = new Thread(this::run, "outbox");
  private volatile boolean closed;

  /** One fact of a transaction, or many of it. */
  private record Row(long id, String system, Instant at, List<Message> messages) {}

  /** Begins. */
  public OutboxPublisher(ServicesDatabase database, String kafka, Clock clock, Meters meters) {
    this(database, DurableProducer.open(kafka, "serving-outbox", DELIVERY), clock, meters);
  }

  /** The same, and closes that producer. */
  OutboxPublisher(
      ServicesDatabase database, Producer<byte[], byte[]> producer, Clock clock, Meters meters) {
    this.database = database;
    this.producer = producer;
    this.clock = clock;
    lag = meters.timer("playhouse_outbox_lag", "From a fact's transaction to Kafka's word");
    thread.setDaemon(true);
    thread.start();
  }

  /** Tells it that something was put down, so that it does not wait to look. */
  public void look() {
    if (news.availablePermits() == 0) {
      news.release();
    }
  }

  @Override
  public void close() {
    closed = true;
    look();
    try {
      thread.join(CLOSE_LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close(CLOSE_LIMIT);
  }

  private void run() {
    while (!closed) {
      try {
        int sent = database.ready() ? database.write(this::publish) : 0;
        if (sent < BATCH) {
          await(LOOK);
        }
      } catch (RuntimeException e) {
        // Whatever it is, it must not end this thread: facts would wait, and nobody would see.
        LOG.warn("facts wait in the outbox: {}", e.toString());
        await(AGAIN);
      }
    }
  }

  private void await(Duration limit) {
    try {
      if (news.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        news.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed = true;
    }
  }

  /** Sends the oldest ones; how many facts are done with. */
  private int publish(Handle tx) {
    boolean mine =
        tx.createQuery("select pg_try_advisory_xact_lock(:lock)")
            .bind("lock", LOCK)
            .mapTo(Boolean.class)
            .one();
    if (!mine) {
      return 0;
    }
    List<Row> rows = oldest(tx);
    if (rows.isEmpty()) {
      return 0;
    }
    int taken = taken(send(rows));
    if (taken < facts(rows)) {
      // What is still on its way comes to its end before anything is sent again.
      producer.flush();
    }
    List<Row> there = whole(rows, taken);
    Instant now = clock.instant();
    // The database has the real time, whatever ours is.
    Instant real = Clock.systemUTC().instant();
    there.forEach(row -> lag.record(Duration.between(row.at(), real)));
    if (!there.isEmpty()) {
      tx.createUpdate("delete from platform.outbox where id = any(:ids)")
          .bindArray("ids", Long.class, there.stream().map(Row::id).toList())
          .execute();
      count(tx, there, now);
    }
    return facts(there);
  }

  private static int facts(List<Row> rows) {
    return rows.stream().mapToInt(row -> row.messages().size()).sum();
  }

  private List<Future<RecordMetadata>> send(List<Row> rows) {
    List<Future<RecordMetadata>> sending = new ArrayList<>();
    for (Row row : rows) {
      for (Message message : row.messages()) {
        Future<RecordMetadata> one = producer.send(message.toProduce());
        sending.add(one);
        if (one.isDone() && !isTaken(one)) {
          // Nobody is there: what follows would wait as long, each, and come before this one.
          return sending;
        }
      }
    }
    return sending;
  }

  /** Those of which Kafka has taken everything: the others go again, whole. */
  private static List<Row> whole(List<Row> rows, int taken) {
    int whole = rows.size();
    while (facts(rows.subList(0, whole)) > taken) {
      whole--;
    }
    return rows.subList(0, whole);
  }

  private static boolean isTaken(Future<RecordMetadata> done) {
    try {
      return done.get().hasOffset();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      return false;
    }
  }

  private static List<Row> oldest(Handle tx) {
    return tx.createQuery(
            """
            select id, system, topic, key, value, headers, facts, created
            from (
              select *, sum(facts) over (order by id) - facts as before
              from (select * from platform.outbox order by id limit :most) o) o
            where before < :most order by id""")
        .bind("most", BATCH)
        .map(
            (row, context) ->
                new Row(
                    row.getLong("id"),
                    row.getString("system"),
                    row.getTimestamp("created").toInstant(),
                    messages(row)))
        .list();
  }

  private static List<Message> messages(ResultSet row) throws SQLException {
    if (row.getInt("facts") > 1) {
      return Message.unbundle(row.getBytes("value"));
    }
    return List.of(
        new Message(
            row.getString("topic"),
            row.getBytes("key"),
            row.getBytes("value"),
            Json.texts(row.getString("headers"))));
  }

  /** How many Kafka has, up to the first that it has not: what follows goes again, in order. */
  private static int taken(List<Future<RecordMetadata>> sending) {
    for (int i = 0; i < sending.size(); i++) {
      try {
        sending.get(i).get(DELIVERY.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return i;
      } catch (ExecutionException | TimeoutException e) {
        LOG.warn("Kafka did not take a fact: {}", e.toString());
        return i;
      }
    }
    return sending.size();
  }

  private static void count(Handle tx, List<Row> rows, Instant now) {
    Map<String, Long> bySystem = new TreeMap<>();
    rows.forEach(row -> bySystem.merge(row.system(), (long) row.messages().size(), Long::sum));
    Published.add(tx, bySystem, now);
  }

  /** How many facts of each system Kafka has taken since then. */
  public Map<String, Long> publishedSince(Instant since) {
    return database.read(handle -> Published.since(handle, since));
  }
}
