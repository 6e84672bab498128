package playhouse.audience.world;

import java.util.Locale;

/** What a title is. */
public enum Kind {
  FILM,
  SERIES,
  EPISODE,
  TRACK,
  PODCAST;

  /** As the contracts write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
