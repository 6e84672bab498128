package playhouse.streaming.lake.window;

import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.core.fs.Path;
import playhouse.streaming.lake.Retired;

/**
 * The windows of all lanes in one subtask, and the files that bring them back after a restart.
 *
 * <p>What the files cannot bring back, the windows do not answer for: such hours take the late
 * path. Neither do they for the earliest hours when they hold more ids than they may: the late path
 * needs no memory for an id.
 */
public final class Windows {

  /** Beyond the clocks' tolerance: how far collectors' clocks may differ among themselves. */
  private static final Duration SKEW = Duration.ofMinutes(70);

  /** What an id takes at most: 16 bytes in a table that is three eighths full after it grew. */
  private static final int BYTES_OF_AN_ID = 43;

  private static final int RESTORED_BETWEEN_LOOKS = 1 << 16;

  private final Window[] windows;
  private final Deltas deltas;
  private final Retired retired;
  private final boolean alone;
  private final int coldHour;
  private final long mostIds;
  private final Set<Long> loaded = new HashSet<>();
  private long restored;

  /**
   * Without any ids.
   *
   * @param lanes how many
   * @param folder of the delta files
   * @param alone whether this subtask reads every Kafka partition
   * @param nowMillis the clock, since 1970
   * @param mostIds how many ids they may hold from one checkpoint to the next
   */
  public Windows(
      int lanes, Path folder, Retired retired, boolean alone, long nowMillis, long mostIds) {
    this.mostIds = mostIds;
    windows = new Window[lanes];
    for (int lane = 0; lane < lanes; lane++) {
      windows[lane] = new Window(lane);
    }
    deltas = new Deltas(folder);
    this.retired = retired;
    this.alone = alone;
    coldHour = (int) Math.floorDiv(nowMillis + SKEW.toMillis(), Duration.ofHours(1).toMillis()) + 1;
  }

  /** How many ids may take up a third of the heap, shared by that many subtasks. */
  public static long thatFit(int subtasks) {
    return Runtime.getRuntime().maxMemory() / 3 / BYTES_OF_AN_ID / subtasks;
  }

  /** The lake may hold events that no file here knows of: answer only for hours yet to come. */
  public void startCold() {
    for (Window window : windows) {
      window.startNoEarlierThan(coldHour);
    }
  }

  /** Takes back what {@link #snapshot} of all subtasks said. */
  public void restore(Iterable<byte[]> entries) throws IOException {
    Map<String, Deltas.Delta> files = new LinkedHashMap<>();
    for (byte[] entry : entries) {
      WindowState.read(
          entry,
          (lane, start) -> windows[lane].startNoEarlierThan(start),
          delta -> files.put(delta.name(), delta),
          alone);
    }
    files.values().forEach(deltas::restore);
    deltas.dropForgotten(windows);
    if (alone) {
      load(section -> true);
      shrink();
    }
  }

  /**
   * Lets go of files that a writer before this one left, once {@link #restore} has had its all;
   * only where no other subtask has files in the folder.
   */
  public void sweep(long restoredCheckpoint) throws IOException {
    if (alone) {
      Set<String> named = deltas.files().stream().map(Deltas.Delta::name).collect(toSet());
      retired.sweep(deltas.folder(), named, restoredCheckpoint);
    }
  }

  private void load(java.util.function.Predicate<Section> mine) throws IOException {
    for (Deltas.Delta delta : deltas.largestFirst()) {
      boolean there =
          DeltaFile.read(
              deltas.path(delta),
              section -> mine.test(section) && windows[section.lane()].covers(section.hour()),
              this::restore);
      if (!there) {
        delta.lastHours().keySet().forEach(lane -> windows[lane].startNoEarlierThan(coldHour));
      }
    }
  }

  private void restore(Section section, long high, long low) {
    Window window = windows[section.lane()];
    if (window.covers(section.hour())) {
      window.restore(section.hour(), high, low);
      // In the middle of a checkpoint an hour must not go: its files are not in the lake yet.
      if (alone && ++restored % RESTORED_BETWEEN_LOOKS == 0) {
        shrink();
      }
    }
  }

  /** Tells a lane that something was received at that moment, in microseconds since 1970. */
  public void received(int lane, int partition, long micros) throws IOException {
    if (!alone && loaded.add(((long) lane << 32) | partition)) {
      load(section -> section.lane() == lane && section.partition() == partition);
    }
    windows[lane].received((int) Math.floorDiv(micros, 3_600_000_000L));
  }

  /** Whether the lane's window can tell new from known for events of that hour. */
  public boolean covers(int lane, int hour) {
    return windows[lane].covers(hour);
  }

  /** Adds an id to an hour that is covered; false if it was known, of whatever hour held. */
  public boolean add(int lane, int hour, int partition, long high, long low) {
    return windows[lane].add(hour, partition, high, low);
  }

  /**
   * Forgets hours that have passed, and the earliest of the others while there are too many ids.
   *
   * <p>Only at a checkpoint: a repeat from a forgotten hour is looked up in the lake, which must
   * hold by then what the hour held.
   */
  public void evict() {
    for (Window window : windows) {
      window.evict();
    }
    shrink();
  }

  private void shrink() {
    while (size() > mostIds) {
      Window earliest =
          Arrays.stream(windows).min(Comparator.comparingInt(Window::earliestHour)).orElseThrow();
      earliest.startNoEarlierThan(earliest.earliestHour() + 1);
    }
  }

  /** Makes all ids durable and says what a restart needs to find them. */
  public List<byte[]> snapshot(long checkpoint) throws IOException {
    Map<Section, IdList> fresh = new HashMap<>();
    for (Window window : windows) {
      window.drainFresh(fresh);
    }
    deltas.append(fresh);
    retire(deltas.dropForgotten(windows), checkpoint);
    retire(deltas.merge(windows), checkpoint);
    return WindowState.write(windows, deltas.files());
  }

  private void retire(Collection<Deltas.Delta> gone, long checkpoint) {
    gone.forEach(delta -> retired.add(deltas.path(delta), checkpoint - 1));
  }

  /** How many ids are held. */
  public long size() {
    long size = 0;
    for (Window window : windows) {
      size += window.size();
    }
    return size;
  }
}
