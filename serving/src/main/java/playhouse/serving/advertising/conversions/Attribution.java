package playhouse.serving.advertising.conversions;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which ad a conversion is owed to: the last that was followed, or else the last that was seen. */
final class Attribution {
  /** For how long a click counts. */
  static final Duration CLICK = Duration.ofDays(30);

  /** For how long a view counts. */
  static final Duration VIEW = Duration.ofDays(1);

  private Attribution() {}

  /**
   * What it is owed to.
   *
   * @param by click or view
   */
  record Owed(Touch touch, String by) {}

  /** Of ads of one advertiser that one person met; empty if it was too long ago. */
  static Optional<Owed> of(List<Touch> touches, Instant converted) {
    Optional<Owed> click =
        touches.stream()
            .filter(touch -> touch.clicked().filter(at -> within(at, converted, CLICK)).isPresent())
            .max(Comparator.comparing(touch -> touch.clicked().orElseThrow()))
            .map(touch -> new Owed(touch, "click"));
    return click.or(
        () ->
            touches.stream()
                .filter(touch -> within(touch.shown(), converted, VIEW))
                .max(Comparator.comparing(Touch::shown))
                .map(touch -> new Owed(touch, "view")));
  }

  private static boolean within(Instant touched, Instant converted, Duration window) {
    return !touched.isAfter(converted) && !converted.isAfter(touched.plus(window));
  }
}
