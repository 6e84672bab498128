package playhouse.streaming.lake.window;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ids of one lane's events that occurred lately, in one table for each hour.
 *
 * <p>For hours from {@link #start()} on the window is the whole truth: an id that is not here was
 * never taken in. Of earlier hours it knows nothing; those events must ask the lake.
 *
 * <p>A repeat may tell another time than the first did: it is known whatever hour held here either
 * falls into. The lake is asked about one day only, so a repeat that tells an earlier hour than the
 * window holds is known only if it tells the same day.
 */
final class Window {

  private static final int HOURS = 24;
  private static final int UNKNOWN = Integer.MAX_VALUE;

  private final int lane;
  private final Map<Integer, Hour> hours = new HashMap<>();
  private int start;
  private int latestReceivedHour = Integer.MIN_VALUE;
  private int lastHour = Integer.MIN_VALUE;
  private @Nullable Hour last;
  private IdSet[] held = {};

  /** An hour's ids, and those of them that no file holds yet, by Kafka partition. */
  private static final class Hour {
    private final IdSet ids = new IdSet();
    private final Map<Integer, IdList> fresh = new HashMap<>();
    private int lastPartition = -1;
    private IdList lastFresh = new IdList();

    private IdList fresh(int partition) {
      if (partition != lastPartition) {
        lastFresh = fresh.computeIfAbsent(partition, none -> new IdList());
        lastPartition = partition;
      }
      return lastFresh;
    }
  }

  /** Answers for nothing until something is received; then for the day before it and on. */
  Window(int lane) {
    this.lane = lane;
    start = UNKNOWN;
  }

  /** First hour that it answers for. */
  int start() {
    return start;
  }

  /** Whether it can tell new from known for events of that hour. */
  boolean covers(int hour) {
    return hour >= start;
  }

  /** Adds an id to an hour that is covered; false if it was known. */
  boolean add(int hour, int partition, long high, long low) {
    Hour known = hour(hour);
    if (isHeldBeside(known.ids, high, low) || !known.ids.add(high, low)) {
      return false;
    }
    known.fresh(partition).add(high, low);
    return true;
  }

  private boolean isHeldBeside(IdSet own, long high, long low) {
    for (IdSet other : held) {
      if (other != own && other.contains(high, low)) {
        return true;
      }
    }
    return false;
  }

  /** Adds an id that a file holds. */
  void restore(int hour, long high, long low) {
    hour(hour).ids.add(high, low);
  }

  /** Moves the ids that no file holds yet into the given map. */
  void drainFresh(Map<Section, IdList> into) {
    hours.forEach(
        (hour, known) -> {
          known.fresh.forEach(
              (partition, ids) -> into.put(new Section(lane, partition, hour), ids));
          known.fresh.clear();
          known.lastPartition = -1;
        });
  }

  private Hour hour(int hour) {
    Hour known = last;
    if (known == null || hour != lastHour) {
      known = hours.get(hour);
      if (known == null) {
        known = new Hour();
        hours.put(hour, known);
        holdAll();
      }
      last = known;
      lastHour = hour;
    }
    return known;
  }

  private void holdAll() {
    held = hours.values().stream().map(hour -> hour.ids).toArray(IdSet[]::new);
  }

  /** Tells it that something was received in that hour. */
  void received(int hour) {
    if (hour > latestReceivedHour) {
      latestReceivedHour = hour;
      if (start == UNKNOWN) {
        start = hour - HOURS;
      }
    }
  }

  /** Forgets hours that ended more than a day before the latest that was received. */
  void evict() {
    if (latestReceivedHour != Integer.MIN_VALUE) {
      startNoEarlierThan(latestReceivedHour - HOURS);
    }
  }

  /** Answers only for the given hour and later ones. */
  void startNoEarlierThan(int hour) {
    if (start == UNKNOWN || hour > start) {
      start = hour;
      hours.keySet().removeIf(past -> past < hour);
      holdAll();
      last = null;
    }
  }

  /** Whether it answers for any hour yet. */
  boolean started() {
    return start != UNKNOWN;
  }

  /** The earliest hour of which it holds ids; the largest number if it holds none. */
  int earliestHour() {
    return hours.keySet().stream().mapToInt(hour -> hour).min().orElse(Integer.MAX_VALUE);
  }

  /** How many ids it holds. */
  long size() {
    return hours.values().stream().mapToLong(hour -> hour.ids.size()).sum();
  }
}
