package playhouse.serving.personalisation.surfaces;

import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import playhouse.contracts.Role;
import playhouse.serving.platform.Meters;
import playhouse.serving.platform.access.Caller;

/** How long lists take for each caller: a machine by its name, people by their role. */
public final class CallerTimes {
  /** Beyond so many machines the next are counted together. */
  private static final int MOST = 200;

  private final Meters meters;
  private final Map<String, Timer> timers = new ConcurrentHashMap<>();

  /** Tells these. */
  public CallerTimes(Meters meters) {
    this.meters = meters;
  }

  void note(Caller caller, long nanos) {
    String name = caller.role() == Role.SERVICE ? caller.subject() : caller.role().text();
    String kept = timers.containsKey(name) || timers.size() < MOST ? name : "others";
    timers
        .computeIfAbsent(
            kept,
            who ->
                meters.timer(
                    "playhouse_recommendation_caller",
                    "Lists, from the question to the answer, by who asked",
                    "caller",
                    who))
        .record(nanos, TimeUnit.NANOSECONDS);
  }
}
