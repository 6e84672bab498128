package playhouse.serving.advertising.pacing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jdbi.v3.core.Handle;
import playhouse.models.ads.DayCurve;
import playhouse.serving.platform.store.ServicesDatabase;

/**
 * How many breaks ask for ads: counted here, added to the database, and read back with what other
 * processes counted. From the last 28 days comes the curve that line items are paced by.
 */
public final class Traffic {
  private static final Duration KEPT = Duration.ofDays(28);
  private static final long QUARTER_SECONDS = 900;

  private final ServicesDatabase database;
  private final Clock clock;
  private final Map<Instant, LongAdder> counted = new ConcurrentHashMap<>();
  private volatile Map<Instant, Long> known = Map.of();

  /** In that database. */
  public Traffic(ServicesDatabase database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** A break asked. */
  public void asked(Instant now) {
    counted.computeIfAbsent(quarter(now), key -> new LongAdder()).increment();
  }

  /** Adds what was counted to the database, and reads what is there. */
  void share(Handle handle) {
    Map<Instant, Long> fresh = new HashMap<>();
    counted.forEach((quarter, count) -> fresh.put(quarter, count.sumThenReset()));
    counted.keySet().removeIf(quarter -> quarter.isBefore(clock.instant().minus(KEPT)));
    fresh.values().removeIf(count -> count == 0);
    if (!fresh.isEmpty()) {
      try {
        database.write(
            tx -> {
              fresh.forEach((quarter, count) -> PaceStore.add(tx, quarter, count));
              PaceStore.forget(tx, clock.instant().minus(KEPT));
              return true;
            });
      } catch (RuntimeException e) {
        fresh.forEach(
            (quarter, count) ->
                counted.computeIfAbsent(quarter, key -> new LongAdder()).add(count));
        throw e;
      }
    }
    known = PaceStore.traffic(handle, clock.instant().minus(KEPT));
  }

  /** How a day lies, by days that are over; flat until there is one. */
  DayCurve curve() {
    Instant today = clock.instant().truncatedTo(ChronoUnit.DAYS);
    double[] counts = new double[DayCurve.QUARTERS];
    known.forEach(
        (quarter, breaks) -> {
          if (quarter.isBefore(today)) {
            counts[(int) (quarter.getEpochSecond() % 86_400 / QUARTER_SECONDS)] += breaks;
          }
        });
    return DayCurve.of(counts);
  }

  /** Breaks of a usual day; 0 until there is one. */
  double perDay() {
    Instant today = clock.instant().truncatedTo(ChronoUnit.DAYS);
    Set<LocalDate> days = new HashSet<>();
    double all = 0;
    for (Map.Entry<Instant, Long> one : known.entrySet()) {
      if (one.getKey().isBefore(today)) {
        days.add(LocalDate.ofInstant(one.getKey(), ZoneOffset.UTC));
        all += one.getValue();
      }
    }
    return days.isEmpty() ? 0 : all / days.size();
  }

  /** Breaks since then, as far as they are known; of the last 28 days. */
  public double since(Instant then) {
    return known.entrySet().stream()
        .filter(one -> !one.getKey().isBefore(quarter(then)))
        .mapToDouble(one -> one.getValue())
        .sum();
  }

  /** All that is known of the last days. */
  double seen() {
    return known.values().stream().mapToDouble(Long::doubleValue).sum();
  }

  private static Instant quarter(Instant now) {
    return Instant.ofEpochSecond(
        Math.floorDiv(now.getEpochSecond(), QUARTER_SECONDS) * QUARTER_SECONDS);
  }
}
