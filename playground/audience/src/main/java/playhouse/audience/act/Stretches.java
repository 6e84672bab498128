package playhouse.audience.act;

/** How media time runs within a piece of a play. */
public final class Stretches {

  private Stretches() {}

  /** The media position after so much of the piece's wall time, rounded down. */
  public static long mediaAt(Segment segment, long wallMillis) {
    if (segment.wallMillis() == 0) {
      return segment.toMillis();
    }
    long media = segment.toMillis() - segment.fromMillis();
    return segment.fromMillis() + media * wallMillis / segment.wallMillis();
  }
}
