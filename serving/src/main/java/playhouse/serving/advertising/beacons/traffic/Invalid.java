package playhouse.serving.advertising.beacons.traffic;

import java.util.Locale;

/** Why something is no valid traffic. */
public enum Invalid {
  /** More, or faster, than people can. */
  RATE,
  /** From where machines stand and nobody watches. */
  DATACENTRE,
  /** Told over and over, or of what never began. */
  REPLAY,
  /** A click where, or when, nobody clicks. */
  GEOMETRY;

  /** As it stands in facts. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
