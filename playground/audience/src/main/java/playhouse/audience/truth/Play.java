package playhouse.audience.truth;

import playhouse.audience.act.Segment;
import playhouse.audience.act.Watched;

/**
 * What a play comes to.
 *
 * @param title place in the catalogue
 * @param runtimeMillis of the title
 * @param distinctMillis how much of the title was seen
 * @param playedMillis how long the picture moved by the clock
 * @param stalledMillis how long it stood because the network was late
 * @param stalls how often it did
 */
public record Play(
    int title,
    long runtimeMillis,
    long distinctMillis,
    long playedMillis,
    long stalledMillis,
    int stalls) {

  private static final long QUALIFYING_MILLIS = 30_000;
  private static final long SHORT_RUNTIME_MILLIS = 60_000;

  static Play of(Watched act, long runtimeMillis) {
    long played = 0;
    long stalled = 0;
    int stalls = 0;
    for (Segment segment : act.segments()) {
      if (segment.what() == Segment.What.PLAY) {
        played += segment.wallMillis();
      } else if (segment.what() == Segment.What.STALL) {
        stalled += segment.wallMillis();
        stalls++;
      }
    }
    long distinct = Coverage.distinctMillis(act.segments(), runtimeMillis);
    return new Play(act.title(), runtimeMillis, distinct, played, stalled, stalls);
  }

  /** True if it counts as having been watched. */
  public boolean qualified() {
    return distinctMillis >= QUALIFYING_MILLIS
        || (runtimeMillis < SHORT_RUNTIME_MILLIS && 2 * distinctMillis >= runtimeMillis);
  }
}
