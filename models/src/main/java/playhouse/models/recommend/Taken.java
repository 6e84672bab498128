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
public record Taken(String title, Instant occurred, float strength) {}
