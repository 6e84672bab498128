package playhouse.models.experiment;

/**
 * How many standard errors a difference may be away from the truth, at whatever moment one looks:
 * the normal mixture. The intervals hold asymptotically, so nobody is to look before some hundred
 * people have come to each arm. Source: Waudby-Smith, Arbour, Sinha, Kennedy, Ramdas, Time-uniform
 * central limit theory and asymptotic confidence sequences (Annals of Statistics 2024), theorem
 * 2.2.
 *
 * @param alpha how often an interval may ever be wrong
 * @param rho where it is tightest
 */
public record Boundary(double alpha, double rho) {
  /** People of each arm before whom nothing is said. */
  public static final long FEWEST = 100;

  /**
   * Tightest when that many people have come, over all arms that are compared (their appendix B).
   */
  public static Boundary tightestAt(double alpha, double people) {
    if (!(alpha > 0 && alpha < 1) || !(people >= 1)) {
      throw new IllegalArgumentException("alpha lies between 0 and 1, and somebody comes");
    }
    double log = -2 * Math.log(alpha);
    return new Boundary(alpha, Math.sqrt((log + Math.log(log + 1)) / people));
  }

  /** Standard errors to each side once that many people have come. */
  public double errors(double people) {
    double scaled = people * rho * rho;
    return Math.sqrt(2 * (scaled + 1) / scaled * Math.log(Math.sqrt(scaled + 1) / alpha));
  }

  /**
   * The same as a chance: the smallest alpha at which a boundary with this rho would not hold that
   * many standard errors; at most 1. Not above alpha just where the interval leaves zero out.
   */
  public double p(double standardErrors, double people) {
    double scaled = people * rho * rho;
    double exponent = standardErrors * standardErrors * scaled / (2 * (scaled + 1));
    return Math.min(1, Math.sqrt(scaled + 1) * Math.exp(-exponent));
  }
}
