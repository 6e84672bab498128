package playhouse.proofs;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import playhouse.contracts.Topics;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.LiveKpi;

/**
 * Events that are counted by nobody else, one after another through the front door, and when each
 * was first in a live KPI and in an answer of SQL.
 */
final class Probes {
  private static final Duration EVERY = Duration.ofMillis(100);
  private static final Duration BETWEEN_QUERIES = Duration.ofMillis(200);
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final Duration POLL = Duration.ofMillis(50);

  private final RunningStack stack;
  private final String network;
  private final String kafka;

  /** A round of probes of its own. */
  Probes(RunningStack stack, String kafka, String name) {
    this.stack = stack;
    this.kafka = kafka;
    this.network = name;
  }

  /**
   * How long each took to be seen, in nanoseconds, sorted; the longest waits are among them.
   *
   * @param live until the live KPI told of it, from before it was sent
   * @param lake until a query counted it
   */
  record Lags(List<Long> live, List<Long> lake) {
    /** The lag of all but a share of the probes, in milliseconds. */
    static double millis(List<Long> lags, double share) {
      return lags.get((int) Math.ceil(share * lags.size()) - 1) / 1e6;
    }
  }

  /** Sends them for so long, and waits until the last is seen by both. */
  Lags send(Duration span, Connection sql) {
    long[] sent = new long[Math.toIntExact(span.dividedBy(EVERY))];
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      Future<long[]> live = threads.submit(() -> watch(sent.length, count(consumer)));
      Future<long[]> lake = threads.submit(() -> watch(sent.length, count(sql)));
      long began = System.nanoTime();
      for (int i = 0; i < sent.length; i++) {
        long due = began + i * EVERY.toNanos();
        while (System.nanoTime() < due) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        sent[i] = System.nanoTime();
        post(i);
      }
      return new Lags(since(sent, live.get()), since(sent, lake.get()));
    } catch (ExecutionException e) {
      throw new IllegalStateException("the probes were not seen", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      threads.shutdownNow();
    }
  }

  private void post(int number) {
    String event =
        """
        {"specversion":"1.0","id":"%s-%d","source":"/demo/probe","type":"share.completed","time":"%s","person":"%s",\
        "data":{"title":"probe","network":"%s"}}"""
            .formatted(network, number, Instant.now(), UUID.randomUUID(), network);
    HttpResponse<String> answer =
        stack.post("demo", CloudEvents.ONE, event.getBytes(StandardCharsets.UTF_8));
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(answer.statusCode() + " " + answer.body());
    }
  }

  /** When the count of those seen first reached each number. */
  private static long[] watch(int expected, Callable<Long> count) throws Exception {
    long[] seen = new long[expected];
    int known = 0;
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (known < expected) {
      long now = count.call();
      long at = System.nanoTime();
      for (; known < now; known++) {
        seen[known] = at;
        deadline = at + LIMIT.toNanos();
      }
      if (at - deadline > 0) {
        throw new IllegalStateException("after " + known + " of " + expected + " no more was seen");
      }
    }
    return seen;
  }

  /** What the live KPI says now of their network. */
  private Callable<Long> count(KafkaConsumer<byte[], byte[]> consumer) {
    long[] newest = {0};
    return () -> {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        String key = new String(record.key(), StandardCharsets.UTF_8);
        if (record.value() != null
            && key.startsWith("K10.3|shares|UTC|day|")
            && key.endsWith("|network=" + network)) {
          Double value = Wire.decode(LiveKpi.class, record.value()).getValue();
          newest[0] = value == null ? 0 : value.longValue();
        }
      }
      return newest[0];
    };
  }

  private Callable<Long> count(Connection sql) {
    String query =
        "SELECT COUNT(*) FROM raw.interaction WHERE occurred > CURRENT_TIMESTAMP - INTERVAL '1' HOUR"
            + " AND type = 'share.completed' AND share_completed.network = '"
            + network
            + "'";
    return () -> {
      LockSupport.parkNanos(BETWEEN_QUERIES.toNanos());
      return one(sql, query);
    };
  }

  private static long one(Connection sql, String query) throws SQLException {
    try (Statement statement = sql.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions = new ArrayList<>();
    partitions.add(new TopicPartition(Topics.LIVE_KPIS, 0));
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    return consumer;
  }

  private static List<Long> since(long[] sent, long[] seen) {
    return IntStream.range(0, sent.length).mapToObj(i -> seen[i] - sent[i]).sorted().toList();
  }
}
