package playhouse.serving.analytics.behaviour;

import java.util.Comparator;

/**
 * Something that a person did.
 *
 * @param atMicros when, in microseconds since 1970 UTC
 * @param event what, by the name of its fact
 * @param title with which title; empty if with none
 * @param page which page was viewed; empty if none was
 * @param surface where it was chosen; empty if not known
 * @param platform on which kind of device; empty if not known
 * @param country where; empty if not known
 */
record Doing(
    String person,
    long atMicros,
    String event,
    String title,
    String page,
    String surface,
    String platform,
    String country) {
  /** What a watcher does to a title comes after its start, however fast. */
  static final Comparator<Doing> EARLIEST_FIRST =
      Comparator.comparingLong(Doing::atMicros)
          .thenComparing(Doing::event)
          .thenComparing(Doing::title);

  /** By what a breakdown is asked for. */
  String value(String dimension) {
    return switch (dimension) {
      case "platform" -> platform;
      case "country" -> country;
      case "surface" -> surface;
      default -> "";
    };
  }
}
