package playhouse.streaming.kpi;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Topics;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.LiveKpi;
import playhouse.testbed.Await;

/** The topic of live values as a reader sees it: the newest of each key. */
final class LiveValues implements AutoCloseable {
  private final Map<String, LiveKpi> newest = new ConcurrentHashMap<>();
  private final KafkaConsumer<byte[], byte[]> consumer;

  LiveValues(String kafka) {
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(List.of(new TopicPartition(Topics.LIVE_KPIS, 0)));
    consumer.seekToBeginning(consumer.assignment());
    new Thread(this::read, "live values").start();
  }

  /** Waits for a value of a day of UTC. */
  LiveKpi await(String kpi, String measure, String day, String by, double value, Duration limit) {
    String key = String.join("|", kpi, measure, "UTC", "day", day + "T00:00:00Z", by);
    try {
      Await.until(key, limit, () -> is(newest.get(key), value));
    } catch (AssertionError e) {
      throw new AssertionError(
          e.getMessage() + ", wanted " + value + ", got " + newest.get(key), e);
    }
    return Objects.requireNonNull(newest.get(key));
  }

  private static boolean is(@Nullable LiveKpi live, double value) {
    return live != null && live.getValue() != null && Math.abs(live.getValue() - value) < 1e-9;
  }

  private void read() {
    try {
      while (true) {
        for (var record : consumer.poll(Duration.ofSeconds(1))) {
          String key = new String(record.key(), StandardCharsets.UTF_8);
          if (record.value() == null) {
            newest.remove(key);
          } else {
            newest.put(key, Wire.decode(LiveKpi.class, record.value()));
          }
        }
      }
    } catch (WakeupException e) {
      consumer.close();
    }
  }

  @Override
  public void close() {
    consumer.wakeup();
  }
}
