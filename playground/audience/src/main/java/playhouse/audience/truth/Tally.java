package playhouse.audience.truth;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Sums by series, slice and quarter of an hour, of which every period of every zone is made up; two
 * tallies add up to the tally of both.
 */
public final class Tally {

  private static final long QUARTER = 900_000;

  private final Map<String, Map<String, Quarters>> series = new HashMap<>();
  private final Map<String, Map<String, Long>> firsts = new HashMap<>();
  private final Minutes minutes = new Minutes();

  /** Adds to a series, where {@code by} is empty or {@code key=value}. */
  public void add(String what, String by, long millis, long more) {
    quarters(what, by).add(Math.floorDiv(millis, QUARTER), more);
  }

  private Quarters quarters(String what, String by) {
    return series
        .computeIfAbsent(what, key -> new HashMap<>())
        .computeIfAbsent(by, key -> new Quarters());
  }

  /** Adds to the whole and to a slice of it. */
  public void addBoth(String what, String by, long millis, long more) {
    add(what, "", millis, more);
    add(what, by, millis, more);
  }

  /** Remembers the moment if it is the first of its series and slice. */
  public void first(String what, String by, long millis) {
    firsts.computeIfAbsent(what, key -> new HashMap<>()).merge(by, millis, Math::min);
  }

  /** What services answered minute by minute. */
  public Minutes minutes() {
    return minutes;
  }

  /** Adds all of another. */
  public void addAll(Tally other) {
    minutes.addAll(other.minutes);
    other.series.forEach(
        (what, slices) ->
            slices.forEach(
                (by, quarters) -> {
                  Quarters own = quarters(what, by);
                  quarters.each(own::add);
                }));
    other.firsts.forEach((what, slices) -> slices.forEach((by, millis) -> first(what, by, millis)));
  }

  /** The first moments of a series by slice. */
  SortedMap<String, Long> firsts(String what) {
    return new TreeMap<>(firsts.getOrDefault(what, Map.of()));
  }

  /** The slices of a series, the whole included. */
  Set<String> slices(String what) {
    return series.getOrDefault(what, Map.of()).keySet();
  }

  /** Adds the sums of a slice by period. */
  void roll(String what, String by, Grain grain, LocalDays calendar, Map<Long, Long> sums) {
    find(what, by)
        .each(
            (quarter, sum) ->
                sums.merge(calendar.begin(grain, quarter * QUARTER), sum, Math::addExact));
  }

  /** The sum of a slice over all time. */
  long total(String what, String by) {
    long[] total = new long[1];
    find(what, by).each((quarter, sum) -> total[0] = Math.addExact(total[0], sum));
    return total[0];
  }

  private Quarters find(String what, String by) {
    return series.getOrDefault(what, Map.of()).getOrDefault(by, new Quarters());
  }
}
