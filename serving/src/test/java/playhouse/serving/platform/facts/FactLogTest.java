package playhouse.serving.platform.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import playhouse.contracts.Family;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.Envelope;
import playhouse.contracts.facts.Interaction;
import playhouse.contracts.facts.LikeAdded;
import playhouse.serving.platform.Meters;
import playhouse.serving.platform.Refusal;
import playhouse.testbed.Await;
import playhouse.testbed.Broker;

class FactLogTest {
  private static final int CALLERS = 64;
  private static final int MAY_WAIT = 48;

  @Test
  void withoutKafkaThreadsAreLeftForThoseWhoNeedNone() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
    try (Meters meters = new Meters();
        FactLog log = new FactLog("127.0.0.1:" + closedPort(), meters)) {
      List<Future<Duration>> calls = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        calls.add(threads.submit(() -> refused(log)));
      }
      List<Duration> took = new ArrayList<>();
      for (Future<Duration> call : calls) {
        took.add(call.get());
      }
      assertThat(took)
          .filteredOn(duration -> duration.compareTo(Duration.ofSeconds(2)) > 0)
          .hasSizeLessThanOrEqualTo(MAY_WAIT)
          .isNotEmpty();
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void whatWaitsAsideIsWrittenBeforeItStopsAndAnUnmakeableFactCostsNoOther() {
    String kafka = Broker.shared().address();
    Set<String> written = ConcurrentHashMap.newKeySet();
    String run = UUID.randomUUID().toString();
    try (Meters meters = new Meters()) {
      CountDownLatch begin = new CountDownLatch(1);
      FactLog log = new FactLog(kafka, meters);
      log.aside(() -> held(begin));
      log.aside(
          () -> {
            throw new IllegalStateException("no fact");
          });
      for (int i = 0; i < 500; i++) {
        log.aside(like(run + i));
      }
      begin.countDown();
      log.close();
      assertThat(meters.scrape()).contains("playhouse_facts_dropped_total 1.0");
    }
    try (TopicFollower follower =
        TopicFollower.all(
            kafka,
            Family.INTERACTION.topic(),
            record ->
                written.add(
                    Wire.decode(Interaction.class, record.value()).getEnvelope().getId()))) {
      Await.until(
          "all are there",
          Duration.ofSeconds(30),
          () ->
              follower.caughtUp()
                  && written.stream().filter(i -> i.startsWith(run)).count() == 500);
    }
  }

  @Test
  void moreThanMayWaitAreLostAndCounted() {
    try (Meters meters = new Meters()) {
      CountDownLatch begin = new CountDownLatch(1);
      FactLog log = new FactLog(Broker.shared().address(), meters);
      log.aside(() -> held(begin));
      for (int i = 0; i < 10_100; i++) {
        log.aside(like("lost"));
      }
      String text = meters.scrape();
      begin.countDown();
      log.close();
      String lost = text.replaceAll("(?s).*playhouse_facts_dropped_total ([0-9.E]+).*", "$1");
      assertThat(Double.parseDouble(lost)).isBetween(99.0, 100.0);
    }
  }

  private static Interaction held(CountDownLatch begin) {
    boolean interrupted = false;
    while (begin.getCount() > 0) {
      try {
        begin.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return like();
  }

  private static Duration refused(FactLog log) {
    long from = System.nanoTime();
    assertThatThrownBy(() -> log.durably(like())).isInstanceOf(Refusal.class);
    return Duration.ofNanos(System.nanoTime() - from);
  }

  private static Interaction like() {
    return like("like");
  }

  private static Interaction like(String id) {
    Instant now = Instant.parse("2026-11-22T10:00:00Z");
    return Interaction.newBuilder()
        .setEnvelope(
            Envelope.newBuilder()
                .setId(id)
                .setSource("/test")
                .setOccurred(now)
                .setSent(now)
                .setReceived(now)
                .build())
        .setType("like.added")
        .setLikeAdded(new LikeAdded("a"))
        .build();
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
