package playhouse.streaming.lake.late;

import java.time.Duration;

/**
 * Decides when what waits is written: when the inflow has ebbed, so that a large import makes few
 * large files and a single latecomer does not wait long.
 */
final class Ebb {

  private static final long MOST_ROWS = 4_000_000;
  private static final long LONGEST_MILLIS = Duration.ofMinutes(5).toMillis();
  private static final int TENTH = 10;

  private long rowsBefore;
  private long firstMillis = Long.MAX_VALUE;

  /**
   * Whether to write now; asked once for each checkpoint.
   *
   * <p>True when the last checkpoint's share of the rows is below a tenth, or there are too many,
   * or the oldest has waited too long.
   */
  boolean due(long rows, long nowMillis) {
    long arrived = rows - rowsBefore;
    rowsBefore = rows;
    if (rows == 0) {
      return false;
    }
    firstMillis = Math.min(firstMillis, nowMillis);
    return arrived * TENTH < rows || rows >= MOST_ROWS || nowMillis - firstMillis >= LONGEST_MILLIS;
  }

  /** Tells it that everything was written. */
  void written() {
    rowsBefore = 0;
    firstMillis = Long.MAX_VALUE;
  }
}
