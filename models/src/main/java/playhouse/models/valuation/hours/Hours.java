package playhouse.models.valuation.hours;

/**
 * Hours foretold: as many titles come to more as to less, and nine in ten lie between low and high.
 */
public record Hours(double low, double expected, double high, Basis basis) {

  /** What they were foretold by. */
  public enum Basis {
    HISTORY,
    PROPERTIES
  }

  static Hours around(double log, double width, Basis basis) {
    return new Hours(hours(log - width), hours(log), hours(log + width), basis);
  }

  private static double hours(double log) {
    return Math.max(0, Math.expm1(log));
  }
}
