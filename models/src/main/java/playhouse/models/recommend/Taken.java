package playhouse.models.recommend;

import java.time.Instant;

/**
 * A title that a person took up.
 *
 * @param title title id, such as {@code ml-1m:318}
 * @param occurred when they last did
 * @param strength how much they seemed to care, from 0 (waved away) to 1 (finished, liked or rated
 *     at the top)
 */
public record Taken(String title, Instant occurred, float strength) {
  /** From this strength on a title may be named as a reason: halfway is neither liked nor not. */
  static final float WELCOME = 0.5f;

  /** Whether they cared enough to be shown more because of it. */
  public boolean isWelcome() {
    return strength >= WELCOME;
  }
}
