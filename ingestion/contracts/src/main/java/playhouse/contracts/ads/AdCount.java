package playhouse.contracts.ads;

/** What is counted of ads, in the order in which a row holds it. */
public enum AdCount {
  /** Slots asked for. */
  REQUESTED(0),
  /** Slots filled. */
  FILLED(1),
  /** Ads that began to show. */
  IMPRESSIONS(2),
  /** Those of them that were not found invalid. */
  VALID_IMPRESSIONS(3),
  /** Valid ones seen to a quarter. */
  FIRST_QUARTILE(4),
  /** Valid ones seen to the middle. */
  MIDPOINT(5),
  /** Valid ones seen to three quarters. */
  THIRD_QUARTILE(6),
  /** Valid ones seen to the end. */
  COMPLETE(7),
  /** Valid ones that could be seen. */
  VIEWABLE(8),
  /** All that were followed. */
  CLICKS(9),
  /** Valid ones that were followed. */
  VALID_CLICKS(10),
  /** What valid ones led to. */
  CONVERSIONS(11),
  /** What all earned, in millionths of the currency unit. */
  REVENUE_MICROS(12),
  /** What valid ones earned. */
  VALID_REVENUE_MICROS(13);

  /** How many there are. */
  public static final int SIZE = values().length;

  private final int at;

  AdCount(int at) {
    this.at = at;
  }

  /** Where it stands in a row. */
  public int at() {
    return at;
  }
}
