package playhouse.collector.http;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** How fast each caller sends: a token bucket of events for each key. */
final class Rates {

  private final Map<Caller, Bucket> buckets = new ConcurrentHashMap<>();
  private final int eventsPerSecond;
  private final int burst;
  private final TimeMeter time;

  /** A full bucket holds a second's worth, and in any case one largest request. */
  Rates(Limits limits, Clock clock) {
    this.eventsPerSecond = limits.eventsPerSecond();
    this.burst = Math.max(limits.eventsPerSecond(), limits.events());
    this.time = new ClockMeter(clock);
  }

  /**
   * Takes that many events, a full bucket at most, out of the caller's; otherwise seconds to wait.
   */
  OptionalLong take(Caller caller, int events) {
    if (events == 0) {
      return OptionalLong.empty();
    }
    ConsumptionProbe probe =
        buckets
            .computeIfAbsent(caller, c -> full())
            .tryConsumeAndReturnRemaining(Math.min(events, burst));
    if (probe.isConsumed()) {
      return OptionalLong.empty();
    }
    Duration wait = Duration.ofNanos(probe.getNanosToWaitForRefill());
    return OptionalLong.of(wait.plusMillis(999).toSeconds());
  }

  private Bucket full() {
    return Bucket.builder()
        .withCustomTimePrecision(time)
        .addLimit(
            limit -> limit.capacity(burst).refillGreedy(eventsPerSecond, Duration.ofSeconds(1)))
        .build();
  }

  /** Our clock as the library wants it. */
  private record ClockMeter(Clock clock) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      Instant now = clock.instant();
      return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    @Override
    public boolean isWallClockBased() {
      return true;
    }
  }
}
