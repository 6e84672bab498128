package playhouse.streaming.lake.spool;

import java.time.Duration;

/**
 * Decides when late rows are written: when their inflow has ebbed, so that a large import or a
 * steady trickle makes few files, and a single event does not wait long.
 */
final class Ebb {

  private static final long MOST_ROWS = 4_000_000;
  private static final long LONGEST_MILLIS = Duration.ofMinutes(5).toMillis();
  private static final long QUIET_MILLIS = Duration.ofSeconds(2).toMillis();
  private static final int TENTH = 10;

  private long rowsBefore;
  private long firstMillis = Long.MAX_VALUE;
  private long lastMillis;

  /** Tells it that a row came. */
  void arrived(long nowMillis) {
    firstMillis = Math.min(firstMillis, nowMillis);
    lastMillis = nowMillis;
  }

  /**
   * Whether to write now; asked once for each checkpoint.
   *
   * <p>True when less than a tenth of the rows came since the last checkpoint or none for two
   * seconds, or there are too many, or the oldest has waited too long.
   */
  boolean due(long rows, long nowMillis) {
    long arrived = rows - rowsBefore;
    rowsBefore = rows;
    return rows > 0
        && (arrived * TENTH < rows
            || nowMillis - lastMillis >= QUIET_MILLIS
            || rows >= MOST_ROWS
            || nowMillis - firstMillis >= LONGEST_MILLIS);
  }

  /** Tells it that everything was written. */
  void written() {
    rowsBefore = 0;
    firstMillis = Long.MAX_VALUE;
  }
}
