package playhouse.audience.behaviour;

/** The plans on offer. */
enum Offer {
  BASIC("basic", 5_990_000, 30),
  STANDARD("standard", 9_990_000, 30),
  PREMIUM("premium", 14_990_000, 30),
  YEARLY("yearly", 99_990_000, 365);

  private final String plan;
  private final long priceMicros;
  private final int termDays;

  Offer(String plan, long priceMicros, int termDays) {
    this.plan = plan;
    this.priceMicros = priceMicros;
    this.termDays = termDays;
  }

  /** What somebody with this plan changes to. */
  Offer other(boolean larger) {
    return switch (this) {
      case BASIC -> STANDARD;
      case STANDARD -> larger ? PREMIUM : BASIC;
      case PREMIUM -> larger ? YEARLY : STANDARD;
      case YEARLY -> PREMIUM;
    };
  }

  String plan() {
    return plan;
  }

  /** Price of a term, tax included, in millionths of the currency unit whichever that is. */
  long priceMicros() {
    return priceMicros;
  }

  int termDays() {
    return termDays;
  }
}
