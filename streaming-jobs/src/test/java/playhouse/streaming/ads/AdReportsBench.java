package playhouse.streaming.ads;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import playhouse.contracts.Topics;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.Ad;
import playhouse.contracts.facts.AdImpression;
import playhouse.contracts.facts.AdQuartile;
import playhouse.contracts.facts.AdReport;
import playhouse.streaming.Door;
import playhouse.streaming.RunningJob;
import playhouse.testbed.Broker;

/**
 * How long facts take to their reports: of each row told, from the oldest fact that it can be the
 * first to hold. Broker, job, sender and reader are in one process.
 */
class AdReportsBench {
  private static final String KAFKA = Broker.shared().address();
  private static final int SECONDS = Integer.getInteger("ads.seconds", 15);
  private static final int LINE_ITEMS = 1_000;

  @TempDir Path checkpoints;

  @Test
  void factsAreInReportsWithinTwoSeconds() {
    int rate = Integer.getInteger("ads.rate", 20_000);
    try (RunningJob job =
            RunningJob.start(KAFKA, checkpoints, env -> AdReportsJob.install(env, KAFKA));
        KafkaConsumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(
                Map.of("bootstrap.servers", KAFKA),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
      job.awaitRunning();
      consumer.assign(List.of(new TopicPartition(Topics.AD_REPORTS, 0)));
      consumer.seekToEnd(consumer.assignment());
      consumer.position(new TopicPartition(Topics.AD_REPORTS, 0));
      Thread sender = new Thread(() -> send(rate), "sender");
      long begun = System.nanoTime();
      sender.start();
      List<Long> lags = read(consumer, begun);
      Collections.sort(lags);
      long p99 = lags.get((int) (lags.size() * 0.99));
      System.out.printf(
          "reports of ads at %d facts/s for %d s: %d rows, lag p50 %d ms, p99 %d ms, worst %d ms%n",
          rate, SECONDS, lags.size(), lags.get(lags.size() / 2), p99, lags.get(lags.size() - 1));
      assertThat(p99).isLessThanOrEqualTo(2_000);
    }
  }

  private static List<Long> read(KafkaConsumer<byte[], byte[]> consumer, long begun) {
    Map<String, Instant> before = new HashMap<>();
    List<Long> lags = new ArrayList<>();
    long impressions = 0;
    while (System.nanoTime() - begun < Duration.ofSeconds(SECONDS + 4).toNanos()) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(20))) {
        AdReport row = Wire.decode(AdReport.class, record.value());
        Instant oldest = before.put(row.getLineItem(), row.getLatest());
        if (oldest != null) {
          lags.add(Duration.between(oldest, Instant.now()).toMillis());
          impressions += row.getImpressions() > 0 ? 1 : 0;
        }
      }
    }
    assertThat(impressions).isPositive();
    return lags;
  }

  /** Half impressions, and half the quartiles of those. */
  private static void send(int rate) {
    Random random = new Random(1);
    try (Door door = new Door(KAFKA)) {
      long begun = System.nanoTime();
      for (int i = 0; i < rate * SECONDS / 2; i++) {
        UUID impression = new UUID(random.nextLong(), random.nextLong());
        UUID person = new UUID(5, random.nextInt(50_000));
        Instant now = Instant.now();
        door.send(
            Ad.newBuilder()
                .setEnvelope(Door.envelope("s" + impression, person, now, now).build())
                .setType("ad.impression")
                .setAdImpression(
                    AdImpression.newBuilder()
                        .setImpression(impression.toString())
                        .setRequest("r")
                        .setPlacement("pre-roll")
                        .setCreative("cr")
                        .setLineItem("li" + i % LINE_ITEMS)
                        .setAdvertiser("adv")
                        .setRevenueMicros(5_000)
                        .setCurrency("USD")
                        .build())
                .build());
        door.send(
            Ad.newBuilder()
                .setEnvelope(Door.envelope("q" + impression, person, now, now).build())
                .setType("ad.quartile")
                .setAdQuartile(new AdQuartile(impression.toString(), 1))
                .build());
        long due = begun + i * 2_000_000_000L / rate;
        long early = due - System.nanoTime();
        if (early > 1_000_000) {
          LockSupport.parkNanos(early);
        }
      }
      door.flush();
      System.out.printf("sent in %.1f s%n", (System.nanoTime() - begun) / 1e9);
    }
  }
}
