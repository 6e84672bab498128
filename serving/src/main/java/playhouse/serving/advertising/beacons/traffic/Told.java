package playhouse.serving.advertising.beacons.traffic;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * A notice, as the filter sees it.
 *
 * @param quartile that was reached, 1 to 4; 0 where it tells of none
 * @param address that it came from
 * @param filled when the ad was chosen; empty if nobody knows
 * @param shown when it began to show; empty if nobody told
 * @param durationMillis of the film; empty of a picture, or if nobody knows
 */
public record Told(
    What what,
    UUID impression,
    int quartile,
    Optional<UUID> person,
    Optional<UUID> device,
    String address,
    Optional<Instant> filled,
    Optional<Instant> shown,
    OptionalLong durationMillis,
    Optional<Click> click,
    Instant at) {

  /** What matters of its kind. */
  public enum What {
    /** It began to show. */
    IMPRESSION,
    /** It went on to a quartile. */
    QUARTILE,
    /** It was seen. */
    VIEWABLE,
    /** It was followed. */
    CLICK
  }

  /**
   * Where it was clicked.
   *
   * @param x in pixels from the left edge of the ad
   * @param y in pixels from its upper edge
   * @param width of the ad in pixels
   * @param height of it
   */
  public record Click(int x, int y, int width, int height) {}
}
