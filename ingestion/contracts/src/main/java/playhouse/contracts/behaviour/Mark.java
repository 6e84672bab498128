package playhouse.contracts.behaviour;

/**
 * What one fact adds to what we know of a person and a title.
 *
 * @param watched slices seen ({@link Coverage})
 * @param interest how much care the fact shows by itself, 0 to 1
 * @param opinion what the person said of the title, 0 to 1; {@link #NO_OPINION} if nothing
 * @param plays plays begun
 * @param playedMillis wall-clock milliseconds played
 * @param interactions ratings, likes, comments, shares and tags
 */
public record Mark(
    long watched, float interest, float opinion, int plays, long playedMillis, int interactions) {

  /** Stands for "said nothing". */
  public static final float NO_OPINION = -1f;

  static Mark begun() {
    return new Mark(0, Strength.BEGUN, NO_OPINION, 1, 0, 0);
  }

  static Mark watched(long slices, long playedMillis) {
    return new Mark(slices, Strength.BEGUN, NO_OPINION, 0, playedMillis, 0);
  }

  static Mark interest(float interest) {
    return new Mark(0, interest, NO_OPINION, 0, 0, 1);
  }

  static Mark opinion(float opinion, int interactions) {
    return new Mark(0, 0, opinion, 0, 0, interactions);
  }
}
