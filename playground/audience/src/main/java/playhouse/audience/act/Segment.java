package playhouse.audience.act;

/**
 * A piece of a play.
 *
 * @param what what went on
 * @param wallMillis how long it took by the clock
 * @param fromMillis media position at its beginning
 * @param toMillis media position at its end
 */
public record Segment(What what, long wallMillis, long fromMillis, long toMillis) {

  /** What goes on in a piece of a play. */
  public enum What {
    /** The picture moved. */
    PLAY,
    /** The picture stood because the network was late. */
    STALL,
    /** The person jumped; the wall time is the wait for the new place, which is no rebuffering. */
    SEEK,
    /** The person paused. */
    PAUSE,
    /** Ads were shown, or the player got ready. */
    WAIT
  }
}
