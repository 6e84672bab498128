package playhouse.serving.acquisition.rights;

import java.util.Locale;

/**
 * Whether something may be shown; if not, what stands against it. The later of two says more: of
 * several grants the one counts that comes nearest.
 */
public enum Verdict {
  /** Nothing is known of rights yet. */
  LOADING,
  /** There is no grant of it. */
  RIGHTS,
  /** Not there. */
  TERRITORY,
  /** Not now. */
  WINDOW,
  /** Not by that model. */
  MODEL,
  /** Not by that model yet. */
  HOLDBACK,
  /** Not on that device. */
  DEVICE,
  /** Not in a picture of so many lines. */
  RESOLUTION,
  /** A grant allows it. */
  GRANTED,
  /** No grant was ever told of it, and none is needed. */
  FREE;

  /** Whether it may. */
  public boolean yes() {
    return compareTo(GRANTED) >= 0;
  }

  /** As it stands in facts and in answers. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
