package playhouse.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import playhouse.contracts.facts.Interaction;
import playhouse.testbed.Await;

class ImportTest {

  private static final int DAYS = 3000;
  private static final int EVENTS = 6000;
  private static final int MOST_OPEN_FILES = 64;

  @Test
  void historyOfThreeThousandDaysIsImportedWithFewFilesOpenAndAgainOnAnotherDayChangesNothing() {
    try (LakeHome lake = new LakeHome().start()) {
      Instant now = Instant.now();
      send(lake, now);
      long mostOpen = awaitWatchingFiles(lake);
      assertThat(mostOpen).isLessThanOrEqualTo(MOST_OPEN_FILES);
      assertThat(lake.count("raw", "interaction")).isEqualTo(EVENTS);
      assertThat(lake.files("raw", "interaction")).isEqualTo(DAYS);
      assertThat(lake.filesThatHoldOtherDays("raw", "interaction")).isEmpty();

      send(lake, now.plus(Duration.ofDays(3)));
      lake.awaitInLake();
      assertThat(lake.count("raw", "interaction")).isEqualTo(EVENTS);
      assertThat(lake.files("raw", "interaction")).isEqualTo(DAYS);
    }
  }

  private static void send(LakeHome lake, Instant received) {
    Instant first = Instant.parse("2000-01-01T12:00:00Z");
    try (Door door = lake.door()) {
      for (int i = 0; i < EVENTS; i++) {
        Instant occurred = first.plus(Duration.ofDays(i * 7919L % DAYS));
        Interaction rating = Door.rating("import-" + i, new UUID(9, i), occurred, received);
        rating.getEnvelope().put("backfill", true);
        door.send(rating);
      }
    }
  }

  /** The most data files that this process had open at a time until everything was in the lake. */
  private static long awaitWatchingFiles(LakeHome lake) {
    long[] most = new long[1];
    Await.until(
        "everything is in the lake",
        LakeHome.LIMIT.multipliedBy(2),
        () -> {
          most[0] = Math.max(most[0], openDataFiles(lake.settings().home()));
          return lake.lag() == 0;
        });
    return most[0];
  }

  private static long openDataFiles(Path home) {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.map(ImportTest::target)
          .filter(path -> path.startsWith(home) && path.toString().endsWith(".parquet"))
          .count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path target(Path link) {
    try {
      return Files.readSymbolicLink(link);
    } catch (IOException e) {
      return Path.of("/closed/meanwhile");
    }
  }
}
