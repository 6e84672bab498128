package playhouse.audience.world;

/** A country with what follows from it: its clock, money, tax and networks. */
public enum Region {
  US(0.26, -6, "USD", 80_000, "edgecast", "en"),
  CN(0.24, 8, "CNY", 60_000, "dragonfly", "zh"),
  GB(0.10, 0, "GBP", 200_000, "edgecast", "en"),
  DE(0.10, 1, "EUR", 190_000, "alpine", "de"),
  SG(0.10, 8, "USD", 90_000, "dragonfly", "en"),
  BR(0.10, -3, "USD", 170_000, "tropic", "pt"),
  IN(0.10, 5, "USD", 180_000, "tropic", "hi");

  private static final double[] CUMULATIVE = cumulative();

  private final double share;
  private final int hoursAheadOfUtc;
  private final String currency;
  private final int taxMillionths;
  private final String cdn;
  private final String language;

  Region(
      double share,
      int hoursAheadOfUtc,
      String currency,
      int taxMillionths,
      String cdn,
      String language) {
    this.share = share;
    this.hoursAheadOfUtc = hoursAheadOfUtc;
    this.currency = currency;
    this.taxMillionths = taxMillionths;
    this.cdn = cdn;
    this.language = language;
  }

  /** A region, the large ones more often. */
  static Region choose(Chance chance) {
    return values()[chance.weighted(CUMULATIVE)];
  }

  /** Hours by which its people live ahead of UTC. */
  public int hoursAheadOfUtc() {
    return hoursAheadOfUtc;
  }

  /** ISO 4217 code of what its people pay in. */
  public String currency() {
    return currency;
  }

  /** The tax contained in an amount, both in micros, rounded down. */
  public long taxOf(long amountMicros) {
    return amountMicros * taxMillionths / (1_000_000 + taxMillionths);
  }

  /** The CDN that serves it best. */
  public String cdn() {
    return cdn;
  }

  /** What most of its people speak. */
  public String language() {
    return language;
  }

  private static double[] cumulative() {
    double[] sums = new double[values().length];
    double sum = 0;
    for (int i = 0; i < sums.length; i++) {
      sum += values()[i].share;
      sums[i] = sum;
    }
    return sums;
  }
}
