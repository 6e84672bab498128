package playhouse.audience.truth;

import java.util.Map;
import java.util.TreeMap;

/** Requests and failures of each service in each minute. */
public final class Minutes {

  private static final long MINUTE = 60_000;
  private static final int PER_DAY = 1440;

  /** A service's days: requests of each minute, then failures of each. */
  private final Map<String, Map<Long, long[]>> services = new TreeMap<>();

  /** What became of a minute. */
  public interface Judge {
    void judge(String service, long minuteMillis, long requests, long failed);
  }

  /** Adds to a minute. */
  public void add(String service, long millis, long requests, long failed) {
    long minute = Math.floorDiv(millis, MINUTE);
    long[] day = day(service, Math.floorDiv(minute, (long) PER_DAY));
    int place = Math.floorMod(minute, PER_DAY);
    day[place] += requests;
    day[PER_DAY + place] += failed;
  }

  void addAll(Minutes other) {
    other.services.forEach(
        (service, days) ->
            days.forEach(
                (number, more) -> {
                  long[] day = day(service, number);
                  for (int i = 0; i < more.length; i++) {
                    day[i] += more[i];
                  }
                }));
  }

  /** All services as one. */
  Minutes together() {
    Minutes all = new Minutes();
    services.forEach(
        (service, days) -> {
          Minutes one = new Minutes();
          one.services.put("", days);
          all.addAll(one);
        });
    return all;
  }

  /** Judges every minute in which anything was asked for. */
  public void each(Judge judge) {
    services.forEach(
        (service, days) ->
            days.forEach(
                (number, day) -> {
                  for (int i = 0; i < PER_DAY; i++) {
                    if (day[i] > 0) {
                      long millis = (number * PER_DAY + i) * MINUTE;
                      judge.judge(service, millis, day[i], day[PER_DAY + i]);
                    }
                  }
                }));
  }

  private long[] day(String service, long number) {
    return services
        .computeIfAbsent(service, key -> new TreeMap<>())
        .computeIfAbsent(number, key -> new long[2 * PER_DAY]);
  }
}
