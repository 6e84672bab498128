package playhouse.streaming.ads;

import java.time.Duration;
import org.apache.flink.api.common.state.StateTtlConfig;

/** For how long the job remembers what; beyond that the batch alone puts numbers right. */
final class Kept {
  /** From an ad's beginning on its reports count; older ones change nothing here. */
  static final Duration REPORTED = Duration.ofDays(7);

  private static final Duration MARGIN = Duration.ofDays(1);
  private static final long MICROS_A_MILLI = 1_000;

  private Kept() {}

  /** Whether something that began then still counts. */
  static boolean counts(long openedMicros, long nowMillis) {
    return openedMicros / MICROS_A_MILLI > nowMillis - REPORTED.toMillis();
  }

  /**
   * A row outlives all ads that can change it: one that was forgotten before would begin at nothing
   * again.
   */
  static StateTtlConfig rows() {
    return StateTtlConfig.newBuilder(REPORTED.plus(MARGIN).plus(MARGIN)).build();
  }

  /** Of an ad. */
  static StateTtlConfig ads() {
    return StateTtlConfig.newBuilder(REPORTED.plus(MARGIN)).build();
  }
}
