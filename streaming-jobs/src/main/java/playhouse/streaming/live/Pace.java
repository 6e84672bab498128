package playhouse.streaming.live;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.facts.Envelope;

/**
 * When a change is told: at once for what happens now, but not more often than {@code apart} for
 * one person; history, and what was received long ago, waits so that many changes become one.
 *
 * @param apart least time between two tellings of one person
 * @param gather how long history is gathered
 * @param now how lately a fact must have been received to count as happening now
 */
record Pace(Duration apart, Duration gather, Duration now) implements Serializable {

  static final Pace DEFAULT =
      new Pace(Duration.ofMillis(100), Duration.ofSeconds(5), Duration.ofSeconds(10));

  /** The time to tell it, in milliseconds of the clock that {@code clockMillis} is of. */
  long tellAt(Envelope fact, long clockMillis, @Nullable Long lastToldMillis) {
    long receivedMillis = fact.getReceived().toEpochMilli();
    if (fact.getBackfill() || receivedMillis < clockMillis - now.toMillis()) {
      return clockMillis + gather.toMillis();
    }
    return lastToldMillis == null
        ? clockMillis
        : Math.max(clockMillis, lastToldMillis + apart.toMillis());
  }
}
