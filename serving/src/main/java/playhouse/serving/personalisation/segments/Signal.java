package playhouse.serving.personalisation.segments;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Something that is known of a person, by the name that conditions use. */
public enum Signal {
  /** Plays begun, all time. */
  PLAYS(SimpleType.INT),
  /** Hours played by the clock, all time. */
  PLAYED_HOURS(SimpleType.DOUBLE),
  /** Ratings, likes, comments, shares and tags, all time. */
  INTERACTIONS(SimpleType.INT),
  /** Hours since the latest of these; a hundred years for who never did any. */
  HOURS_SINCE_ACTIVE(SimpleType.DOUBLE),
  /** Titles lately taken up, latest first. */
  RECENT_TITLES(ListType.create(SimpleType.STRING)),
  /** Those of them that they finished or liked. */
  LIKED_TITLES(ListType.create(SimpleType.STRING)),
  /** Share of the latest fifty by genre, each weighed by how much they cared. */
  RECENT_GENRES(MapType.create(SimpleType.STRING, SimpleType.DOUBLE)),
  /** Share of all attention by genre, as of last night. */
  GENRES(MapType.create(SimpleType.STRING, SimpleType.DOUBLE)),
  /** Share of plays by kind of device, as of last night. */
  PLATFORMS(MapType.create(SimpleType.STRING, SimpleType.DOUBLE)),
  /** Days without anything, as of last night; 36 500 for who never did anything. */
  RECENCY_DAYS(SimpleType.INT),
  /** Plays and interactions of the last 28 days, as of last night. */
  EVENTS_28D(SimpleType.INT),
  /** Hours played in the last 28 days, as of last night. */
  PLAYED_HOURS_28D(SimpleType.DOUBLE),
  /** Revenue of the last 28 days in the reporting currency, as of last night. */
  VALUE_28D(SimpleType.DOUBLE),
  /** Probabilities by model, such as churn, as of last night. */
  PREDICTIONS(MapType.create(SimpleType.STRING, SimpleType.DOUBLE)),
  /** Country of their subscription; empty if they have none. */
  COUNTRY(SimpleType.STRING),
  /** Plan of their subscription; empty if they have none. */
  PLAN(SimpleType.STRING);

  private final CelType type;

  Signal(CelType type) {
    this.type = type;
  }

  CelType type() {
    return type;
  }

  /** As it stands in conditions. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is of the subscription, which is asked for and not at hand. */
  boolean isOfSubscription() {
    return this == COUNTRY || this == PLAN;
  }

  /** The one of that name; empty if there is none. */
  static Optional<Signal> named(String name) {
    return Arrays.stream(values()).filter(signal -> signal.text().equals(name)).findFirst();
  }

  /** All names. */
  static List<String> names() {
    return Arrays.stream(values()).map(Signal::text).toList();
  }
}
