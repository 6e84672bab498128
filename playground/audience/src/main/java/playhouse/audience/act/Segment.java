package playhouse.audience.act;

/**
 * A piece of a play.
 *
 * @param what what went on
 * @param wallMillis how long it took by the clock
 * @param fromMillis media position at its beginning
 * @param toMillis media position at its end
 * @param percent how fast media ran against the clock; 100 is real time
 */
public record Segment(What what, long wallMillis, long fromMillis, long toMillis, int percent) {

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

  /** The picture moved for so long from a media position. */
  public static Segment play(long wallMillis, long fromMillis, int percent) {
    long media = wallMillis * percent / 100;
    return new Segment(What.PLAY, wallMillis, fromMillis, fromMillis + media, percent);
  }

  /** The picture stood at a media position: a stall, a pause or a wait. */
  public static Segment still(What what, long wallMillis, long atMillis) {
    return new Segment(what, wallMillis, atMillis, atMillis, 0);
  }

  /** The person jumped and waited for so long. */
  public static Segment seek(long wallMillis, long fromMillis, long toMillis) {
    return new Segment(What.SEEK, wallMillis, fromMillis, toMillis, 0);
  }

  /** The media position after so much of the wall time of a piece that played. */
  public long mediaAt(long wallMillis) {
    return fromMillis + wallMillis * percent / 100;
  }

  /** What had happened of it after so much of its wall time. */
  Segment after(long partMillis) {
    return switch (what) {
      case PLAY -> play(partMillis, fromMillis, percent);
      // A stall or jump that was cut short is a pause: nobody has reported it yet.
      case STALL, SEEK, PAUSE -> still(What.PAUSE, partMillis, fromMillis);
      case WAIT -> still(What.WAIT, partMillis, fromMillis);
    };
  }
}
