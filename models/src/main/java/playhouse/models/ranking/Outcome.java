package playhouse.models.ranking;

import java.util.Locale;

/** What may come of showing somebody a title, within a day; for the last one, within a week. */
public enum Outcome {
  /** They play it. */
  START(0),
  /** They play it to nine tenths. */
  COMPLETE(1),
  /** They like it. */
  LIKE(2),
  /** They share it. */
  SHARE(3),
  /** They wave it away. */
  DISMISS(4),
  /** They play nothing at all for the week after that day. */
  CHURN(5);

  private final int place;

  Outcome(int place) {
    this.place = place;
  }

  /** Its place in all arrays of outcomes. */
  public int place() {
    return place;
  }

  /** As it stands in answers and figures. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its bit among those of a {@link Shown}. */
  public int bit() {
    return 1 << place;
  }
}
