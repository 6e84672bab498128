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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import playhouse.contracts.facts.Envelope;
import playhouse.contracts.facts.Interaction;
import playhouse.contracts.facts.LikeAdded;
import playhouse.serving.platform.Meters;
import playhouse.serving.platform.Refusal;

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

  private static Duration refused(FactLog log) {
    long from = System.nanoTime();
    assertThatThrownBy(() -> log.durably(like())).isInstanceOf(Refusal.class);
    return Duration.ofNanos(System.nanoTime() - from);
  }

  private static Interaction like() {
    Instant now = Instant.parse("2026-11-22T10:00:00Z");
    return Interaction.newBuilder()
        .setEnvelope(
            Envelope.newBuilder()
                .setId("like")
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
