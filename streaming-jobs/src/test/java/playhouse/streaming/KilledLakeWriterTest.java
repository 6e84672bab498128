package playhouse.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.iceberg.data.Record;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import playhouse.contracts.Family;
import playhouse.testbed.Await;

class KilledLakeWriterTest {

  private static final int KILLS = 3;

  @ParameterizedTest
  @ValueSource(longs = {20261122})
  void rowsInTheLakeAreTheAcceptedEventsEachOnceThoughKilledThreeTimesUnderLoad(long seed)
      throws Exception {
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    try (LakeHome lake = new LakeHome();
        Load load = new Load(lake, random.nextLong())) {
      File log = new File(lake.settings().home().toFile(), "process.log");
      for (int kill = 0; kill < KILLS; kill++) {
        try (LakeProcess process = LakeProcess.start(lake.environment(), log)) {
          long before = lake.inLake();
          Await.until("it takes in events", LakeHome.LIMIT, () -> lake.inLake() > before);
          load.awaitMore(random.nextInt(6000));
        }
        Set<String> missing = new HashSet<>(lake.idsSaidToBeInLake());
        missing.removeAll(lake.idsInLake());
        assertThat(missing).as("said to be in the lake").isEmpty();
      }
      try (LakeProcess process = LakeProcess.start(lake.environment(), log)) {
        load.finish();
        lake.awaitInLake();
        assertThat(process.isAlive()).isTrue();
        assertEachOnce(lake, load.accepted());
      }
    }
  }

  private static void assertEachOnce(LakeHome lake, Map<String, Integer> accepted) {
    List<Record> rows = lake.rows(Family.INTERACTION);
    Map<String, Integer> inLake = new HashMap<>();
    rows.forEach(row -> inLake.merge((String) row.getField("id"), 1, Integer::sum));
    assertThat(inLake).hasSize(accepted.size());
    assertThat(inLake.keySet()).isEqualTo(accepted.keySet());
    assertThat(inLake.values()).allMatch(count -> count == 1);
  }

  /** Events without end, of now and of long ago, some of them again and again. */
  private static final class Load implements AutoCloseable {
    private static final int PER_ROUND = 40;

    private final Map<String, Integer> accepted = new HashMap<>();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicBoolean enough = new AtomicBoolean();
    private final CompletableFuture<Void> thread;

    Load(LakeHome lake, long seed) {
      thread = CompletableFuture.runAsync(() -> send(lake, new Random(seed)));
    }

    private void send(LakeHome lake, Random random) {
      int next = 0;
      try (Door door = lake.door()) {
        while (!enough.get()) {
          for (int i = 0; i < PER_ROUND; i++) {
            boolean again = next > 0 && random.nextInt(5) == 0;
            int number = again ? next - 1 - random.nextInt(Math.min(next, 20_000)) : next++;
            String id = "killed-" + number;
            door.send(event(id, number));
            accepted.merge(id, 1, Integer::sum);
          }
          sent.addAndGet(PER_ROUND);
          LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
      }
    }

    /** A tenth occurred up to half a year ago. */
    private static playhouse.contracts.facts.Interaction event(String id, int number) {
      Instant now = Instant.now();
      Instant started = Instant.ofEpochSecond(now.getEpochSecond() / 36_000 * 36_000);
      Instant occurred =
          number % 10 == 0
              ? started.minus(Duration.ofDays(2 + number % 180))
              : started.minusSeconds(number % 3600);
      return Door.rating(id, new UUID(7, number % 100), occurred, now);
    }

    void awaitMore(long events) {
      long end = sent.get() + events;
      Await.until("more events", LakeHome.LIMIT, () -> sent.get() >= end);
    }

    void finish() {
      enough.set(true);
      thread.join();
    }

    Map<String, Integer> accepted() {
      return accepted;
    }

    @Override
    public void close() {
      finish();
    }
  }
}
