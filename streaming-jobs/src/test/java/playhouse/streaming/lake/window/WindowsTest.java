package playhouse.streaming.lake.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import playhouse.streaming.lake.Retired;

class WindowsTest {

  private static final int LANE = 0;
  private static final int RETAINED = 2;
  private static final long ROOMY = 10_000_000;

  @TempDir Path folder;

  private Windows windows(boolean alone, int hour) {
    return new Windows(
        2,
        new org.apache.flink.core.fs.Path(folder.toUri()),
        new Retired(RETAINED),
        alone,
        Duration.ofHours(hour).toMillis(),
        ROOMY);
  }

  private static void receive(Windows windows, int partition, int hour) throws IOException {
    windows.received(LANE, partition, Duration.ofHours(hour).toMillis() * 1000);
  }

  @Test
  void anEmptyWindowAnswersForTheDayBeforeTheFirstEventOnly() throws IOException {
    Windows windows = windows(true, 1000);
    assertThat(windows.covers(LANE, 1000)).isFalse();
    receive(windows, 0, 1000);
    assertThat(windows.covers(LANE, 976)).isTrue();
    assertThat(windows.covers(LANE, 975)).isFalse();
    assertThat(windows.covers(1, 1000)).isFalse();
  }

  @Test
  void hoursMoreThanADayBackAreForgottenWhenTheCheckpointComes() throws IOException {
    Windows windows = windows(true, 1000);
    receive(windows, 0, 1000);
    windows.add(LANE, 980, 0, 7, 7);
    receive(windows, 0, 1010);
    assertThat(windows.covers(LANE, 980)).isTrue();
    windows.evict();
    assertThat(windows.covers(LANE, 980)).isFalse();
    assertThat(windows.size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 20261122})
  void idsComeBackAfterARestartAtAnyCheckpointThatIsRetained(long seed) throws IOException {
    Random random = new Random(seed);
    Retired retired = new Retired(RETAINED);
    Windows windows = restored(List.of(), retired, true);
    Map<Long, List<byte[]>> states = new HashMap<>();
    Map<Long, Set<Long>> known = new HashMap<>();
    Set<Long> ids = new HashSet<>();
    int wrong = 0;
    receive(windows, 0, 1000);
    for (long checkpoint = 1; checkpoint <= 60; checkpoint++) {
      for (int i = random.nextInt(3000); i >= 0; i--) {
        long id = random.nextInt(60_000);
        int hour = 990 + (int) (id % 10);
        wrong += windows.add(LANE, hour, (int) (id % 4), hash(id), 1) == ids.add(id) ? 0 : 1;
      }
      states.put(checkpoint, windows.snapshot(checkpoint));
      known.put(checkpoint, new HashSet<>(ids));
      retired.completed(checkpoint);
      long from = Math.max(1, checkpoint - random.nextInt(RETAINED));
      if (random.nextInt(10) == 0) {
        retired = new Retired(RETAINED);
        windows = restored(Objects.requireNonNull(states.get(from)), retired, true);
        ids = new HashSet<>(known.get(from));
        states.keySet().removeIf(later -> later > from);
        known.put(checkpoint, new HashSet<>(ids));
        states.put(checkpoint, windows.snapshot(checkpoint));
      }
    }
    assertThat(wrong).isZero();
    assertThat(windows.size()).isEqualTo(ids.size());
    assertThat(filesIn(folder)).isLessThan(40);
  }

  private Windows restored(List<byte[]> state, Retired retired, boolean alone) throws IOException {
    return restored(state, retired, alone, ROOMY);
  }

  private Windows restored(List<byte[]> state, Retired retired, boolean alone, long mostIds)
      throws IOException {
    Windows windows =
        new Windows(
            2,
            new org.apache.flink.core.fs.Path(folder.toUri()),
            retired,
            alone,
            Duration.ofHours(1000).toMillis(),
            mostIds);
    windows.restore(state);
    return windows;
  }

  @Test
  void twoSubtasksThatBecomeOneAndTwoAgainForgetNothing() throws IOException {
    Windows left = windows(false, 1000);
    Windows right = windows(false, 1000);
    receive(left, 0, 1000);
    receive(right, 1, 1000);
    left.add(LANE, 999, 0, 10, 1);
    right.add(LANE, 999, 1, 11, 1);
    List<byte[]> state = new ArrayList<>(left.snapshot(1));
    state.addAll(right.snapshot(1));

    Windows one = restored(state, new Retired(RETAINED), true);
    receive(one, 0, 1000);
    assertThat(one.add(LANE, 999, 0, 10, 1)).isFalse();
    assertThat(one.add(LANE, 999, 1, 11, 1)).isFalse();
    assertThat(one.add(LANE, 999, 1, 12, 1)).isTrue();

    Windows again = restored(one.snapshot(2), new Retired(RETAINED), false);
    receive(again, 1, 1000);
    assertThat(again.add(LANE, 999, 1, 11, 1)).isFalse();
    assertThat(again.add(LANE, 999, 1, 12, 1)).isFalse();
    assertThat(again.add(LANE, 999, 1, 13, 1)).isTrue();
  }

  @Test
  void aLostFileMakesTheWindowAnswerForHoursYetToComeOnly() throws IOException {
    Windows windows = windows(true, 1000);
    receive(windows, 0, 1000);
    windows.add(LANE, 999, 0, 10, 1);
    List<byte[]> state = windows.snapshot(1);
    for (File file : folder.toFile().listFiles()) {
      Files.delete(file.toPath());
    }
    Windows restored = restored(state, new Retired(RETAINED), true);
    assertThat(restored.covers(LANE, 999)).isFalse();
    assertThat(restored.covers(LANE, 1001)).isFalse();
    assertThat(restored.covers(LANE, 1002)).isTrue();
  }

  @Test
  void filesOfForgottenHoursGoWhenNoRetainedCheckpointNeedsThem() throws IOException {
    Retired retired = new Retired(RETAINED);
    Windows windows = restored(List.of(), retired, true);
    receive(windows, 0, 1000);
    windows.add(LANE, 999, 0, 10, 1);
    windows.snapshot(1);
    retired.completed(1);
    assertThat(filesIn(folder)).isEqualTo(1);
    receive(windows, 0, 1030);
    windows.evict();
    windows.snapshot(2);
    retired.completed(2);
    assertThat(filesIn(folder)).isEqualTo(1);
    windows.snapshot(3);
    retired.completed(3);
    assertThat(filesIn(folder)).isZero();
  }

  @Test
  void whatAKilledWriterLeftBehindIsSweptWhenNoRetainedCheckpointNeedsIt() throws IOException {
    Windows killed = restored(List.of(), new Retired(RETAINED), true);
    receive(killed, 0, 1000);
    killed.add(LANE, 999, 0, 10, 1);
    List<byte[]> state = killed.snapshot(1);
    killed.add(LANE, 999, 0, 11, 1);
    killed.snapshot(2);
    assertThat(filesIn(folder)).isEqualTo(2);

    Retired retired = new Retired(RETAINED);
    Windows next = restored(state, retired, true);
    next.sweep(1);
    next.snapshot(2);
    retired.completed(2);
    assertThat(filesIn(folder)).isEqualTo(2);
    next.snapshot(3);
    retired.completed(3);
    assertThat(filesIn(folder)).isEqualTo(1);
    assertThat(restored(next.snapshot(4), retired, true).add(LANE, 999, 0, 10, 1)).isFalse();
  }

  @Test
  void theEarliestHoursAreLeftToTheLatePathWhenThereAreTooManyIds() throws IOException {
    Windows windows = restored(List.of(), new Retired(RETAINED), true, 1000);
    receive(windows, 0, 1000);
    for (int id = 0; id < 2500; id++) {
      windows.add(LANE, 995 + id / 500, 0, hash(id), 1);
    }
    assertThat(windows.covers(LANE, 995)).isTrue();
    windows.evict();
    assertThat(windows.size()).isEqualTo(1000);
    assertThat(windows.covers(LANE, 997)).isFalse();
    assertThat(windows.covers(LANE, 998)).isTrue();
    assertThat(windows.add(LANE, 998, 0, hash(1600), 1)).isFalse();
    assertThat(windows.add(LANE, 1000, 0, hash(2600), 1)).isTrue();
  }

  @Test
  void noMoreIdsComeBackFromTheFilesThanThereMayBe() throws IOException {
    Windows large = windows(true, 1000);
    receive(large, 0, 1000);
    for (int id = 0; id < 300_000; id++) {
      large.add(LANE, 997 + id / 100_000, 0, hash(id), 1);
    }
    List<byte[]> state = large.snapshot(1);
    Windows small = restored(state, new Retired(RETAINED), true, 150_000);
    assertThat(small.size()).isEqualTo(100_000);
    assertThat(small.covers(LANE, 998)).isFalse();
    assertThat(small.add(LANE, 999, 0, hash(250_000), 1)).isFalse();
    small.snapshot(2);
  }

  @Test
  void aRepeatThatTellsAnotherHourIsKnown() throws IOException {
    Windows windows = windows(true, 1000);
    receive(windows, 0, 1000);
    assertThat(windows.add(LANE, 999, 0, 10, 1)).isTrue();
    assertThat(windows.add(LANE, 1000, 0, 10, 1)).isFalse();
    assertThat(windows.add(LANE, 980, 0, 10, 1)).isFalse();
    Windows restored = restored(windows.snapshot(1), new Retired(RETAINED), true);
    assertThat(restored.add(LANE, 1000, 0, 10, 1)).isFalse();
    receive(restored, 0, 1030);
    restored.evict();
    assertThat(restored.add(LANE, 1030, 0, 10, 1)).isTrue();
  }

  private static long hash(long id) {
    return id * 0x9E3779B97F4A7C15L;
  }

  private static long filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }
}
