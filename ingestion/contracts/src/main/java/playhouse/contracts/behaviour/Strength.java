package playhouse.contracts.behaviour;

import org.jspecify.annotations.Nullable;

/**
 * How much somebody seems to care for a title, from 0 (waved away) to 1 (finished, liked, rated at
 * the top).
 */
public final class Strength {

  /** Waved away. */
  public static final float DISMISSED = 0f;

  /** Asked for, nothing more. */
  public static final float BEGUN = 0.1f;

  /** Talked about: a comment, a bullet comment, a tag. */
  public static final float TALKED_ABOUT = 0.5f;

  /** Kept or passed on: put on the list, shared. */
  public static final float KEPT = 0.8f;

  /** Liked, or finished. */
  public static final float FULL = 1f;

  /** A like was taken back. */
  public static final float NEUTRAL = 0.5f;

  private static final double PLAYS_AT_THE_TOP = 1000;

  private Strength() {}

  /**
   * A rating on its own scale: stars count in proportion, plays by their order of magnitude (1000
   * and more are the top), a mere place in an order in full. Never {@link #DISMISSED}.
   */
  public static float ofRating(@Nullable Double score, String scale) {
    double share =
        switch (scale) {
          case "stars5" -> score == null ? NEUTRAL : score / 5;
          case "plays" -> Math.log1p(score == null ? 1 : score) / Math.log1p(PLAYS_AT_THE_TOP);
          case "order" -> FULL;
          default -> NEUTRAL;
        };
    return (float) Math.max(BEGUN, Math.min(FULL, share));
  }

  /** A play, by the share of the title that was seen (0 to 1). */
  public static float ofCompletion(double share) {
    return (float) Math.max(BEGUN, Math.min(FULL, share));
  }

  /**
   * What all that is known of a person and a title comes to: an opinion outweighs behaviour, but a
   * title taken up after it was waved away counts again.
   *
   * @param opinion the latest opinion, or {@link Mark#NO_OPINION}
   * @param later true if the person did something with the title after giving it
   * @param interest the most care that any deed showed by itself
   * @param share the share of the title that was seen, 0 to 1
   */
  public static float of(float opinion, boolean later, float interest, double share) {
    boolean takenUpAgain = opinion == DISMISSED && later;
    return opinion >= 0 && !takenUpAgain ? opinion : Math.max(interest, ofCompletion(share));
  }
}
