package playhouse.serving.advertising.beacons.traffic;

import java.time.Duration;
import java.util.Optional;

/** What traffic is invalid, as pure rules. */
public final class Rules {
  /** Two breaks of six in a minute, and more: nobody sees as many. */
  static final int IMPRESSIONS_OF_ONE = 20;

  /** A house, an office or a hotel behind one address. */
  static final int IMPRESSIONS_OF_ADDRESS = 300;

  static final int CLICKS_OF_ONE = 5;
  static final int CLICKS_OF_ADDRESS = 60;

  /** A player that lost its connection tells again, but not without end. */
  static final int SAME = 3;

  static final int SAME_POINT = 5;

  /** Nobody has seen what it is by then. */
  static final Duration SOONEST_CLICK = Duration.ofMillis(300);

  /** By how much clocks, networks and impatient players may be ahead of the film. */
  private static final Duration AHEAD = Duration.ofSeconds(1);

  private static final double FASTEST = 1.25;
  private static final int QUARTILES = 4;

  /** How long notices of one ad may overtake each other on their way. */
  private static final Duration OVERTAKEN = Duration.ofSeconds(5);

  private Rules() {}

  /**
   * Why a notice is invalid; empty if it may be somebody's.
   *
   * @param datacentre whether it came from one
   */
  public static Optional<Invalid> judge(Told told, Counts counts, boolean datacentre) {
    if (datacentre) {
      return Optional.of(Invalid.DATACENTRE);
    }
    if (counts.same() > SAME || neverBegan(told)) {
      return Optional.of(Invalid.REPLAY);
    }
    if (tooMany(told, counts) || tooFast(told)) {
      return Optional.of(Invalid.RATE);
    }
    return told.what() == Told.What.CLICK && (oddPlace(told, counts) || tooSoon(told))
        ? Optional.of(Invalid.GEOMETRY)
        : Optional.empty();
  }

  /** What was chosen a while ago and did not begin cannot be seen. */
  private static boolean neverBegan(Told told) {
    return told.what() != Told.What.IMPRESSION
        && told.shown().isEmpty()
        && told.filled().filter(at -> told.at().isAfter(at.plus(OVERTAKEN))).isPresent();
  }

  private static boolean tooMany(Told told, Counts counts) {
    return switch (told.what()) {
      case IMPRESSION ->
          Math.max(counts.byPerson(), counts.byDevice()) > IMPRESSIONS_OF_ONE
              || counts.byAddress() > IMPRESSIONS_OF_ADDRESS;
      case CLICK ->
          Math.max(counts.byPerson(), counts.byDevice()) > CLICKS_OF_ONE
              || counts.byAddress() > CLICKS_OF_ADDRESS;
      default -> false;
    };
  }

  /** A quartile is no sooner there than the film, even when it is played fast. */
  private static boolean tooFast(Told told) {
    if (told.what() != Told.What.QUARTILE
        || told.shown().isEmpty()
        || told.durationMillis().isEmpty()) {
      return false;
    }
    double least = told.durationMillis().getAsLong() * told.quartile() / (QUARTILES * FASTEST);
    Duration passed = Duration.between(told.shown().get(), told.at()).plus(AHEAD);
    return passed.toMillis() < least;
  }

  private static boolean oddPlace(Told told, Counts counts) {
    return told.click()
        .filter(
            click ->
                click.x() < 0
                    || click.y() < 0
                    || click.x() >= click.width()
                    || click.y() >= click.height()
                    || counts.samePoint() > SAME_POINT)
        .isPresent();
  }

  private static boolean tooSoon(Told told) {
    return told.shown().filter(at -> told.at().isBefore(at.plus(SOONEST_CLICK))).isPresent();
  }
}
