package playhouse.contracts.behaviour;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One title on one player, from intent to stop.
 *
 * @param start what was kept of its start
 * @param started the instant of the intent
 * @param ended the instant of its last event
 * @param runtimeMillis runtime of the title
 * @param distinctMillis media seen at least once, within the runtime
 * @param playedMillis wall-clock time of playing
 * @param startupMillis intent to first frame, where it was reported
 * @param stalledMillis wall-clock time stalled by the network
 * @param stalls how often the network stalled it
 * @param errors errors reported
 * @param fatal true if one of them ended it
 * @param shown true if there was a first frame
 * @param stopReason why it stopped, where a stop was reported
 */
public record Play<S>(
    S start,
    Instant started,
    Instant ended,
    long runtimeMillis,
    long distinctMillis,
    long playedMillis,
    OptionalLong startupMillis,
    long stalledMillis,
    long stalls,
    long errors,
    boolean fatal,
    boolean shown,
    Optional<String> stopReason) {

  private static final long QUALIFYING_MILLIS = 30_000;
  private static final long SHORT_MILLIS = 60_000;

  /** Decimal places of {@link #completion}. */
  public static final int COMPLETION_SCALE = 12;

  /** True if enough was seen to count: 30 s, or half of a title shorter than a minute. */
  public boolean qualified() {
    return qualified(distinctMillis, runtimeMillis);
  }

  /** True if so much of a title counts. */
  public static boolean qualified(long distinctMillis, long runtimeMillis) {
    if (runtimeMillis <= 0) {
      return false;
    }
    return distinctMillis >= QUALIFYING_MILLIS
        || (runtimeMillis < SHORT_MILLIS && 2 * distinctMillis >= runtimeMillis);
  }

  /** True if it failed before the first frame. */
  public boolean failedStart() {
    return fatal && !shown;
  }

  /** True if it failed after the first frame. */
  public boolean endedByError() {
    return fatal && shown;
  }

  /** The share of the title that was seen, at most 1; empty without a runtime. */
  public Optional<BigDecimal> completion() {
    return runtimeMillis <= 0
        ? Optional.empty()
        : Optional.of(
            BigDecimal.valueOf(distinctMillis)
                .divide(
                    BigDecimal.valueOf(runtimeMillis), COMPLETION_SCALE, RoundingMode.HALF_EVEN));
  }
}
