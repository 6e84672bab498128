package playhouse.models.experiment;

/**
 * An interval for a share that holds at all times, exactly and from the first person on: the
 * beta-binomial mixture. Source: Robbins, Statistical methods related to the law of the iterated
 * logarithm (1970); Howard, Ramdas, McAuliffe, Sekhon, Time-uniform, nonparametric, nonasymptotic
 * confidence sequences (Annals of Statistics 2021), section 3.
 *
 * @param low end of it
 * @param high end of it
 */
public record Proportion(double low, double high) {
  private static final int HALVINGS = 60;

  /**
   * After so many yes of so many.
   *
   * @param alpha how often it may ever be wrong
   */
  public static Proportion of(long yes, long all, double alpha) {
    if (yes < 0 || yes > all || !(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException("0 <= yes <= all and 0 < alpha < 1");
    }
    double share = all == 0 ? 0.5 : (double) yes / all;
    double limit = -Math.log(alpha);
    return new Proportion(
        yes == 0 ? 0 : edge(yes, all, 0, share, limit),
        yes == all ? 1 : edge(yes, all, 1, share, limit));
  }

  /**
   * The difference of two shares, exactly: both intervals at half of alpha, laid against each
   * other. Wider than need be for large numbers, right for small ones.
   */
  public static Effect difference(Moments control, Moments treatment, double alpha) {
    Proportion before = of(yes(control), control.n(), alpha / 2);
    Proportion after = of(yes(treatment), treatment.n(), alpha / 2);
    double low = after.low - before.high;
    double high = after.high - before.low;
    return new Effect(
        control.mean(),
        treatment.mean(),
        treatment.mean() - control.mean(),
        low,
        high,
        low > 0 || high < 0 ? alpha : 1,
        control.n() + treatment.n());
  }

  /** Logarithm of what a share of {@code p} would make of the mixture's wealth. */
  static double logWealth(long yes, long all, double p) {
    double mixture = LogGamma.beta(1.0 + yes, 1.0 + all - yes);
    double single = yes * Math.log(p) + (all - yes) * Math.log1p(-p);
    return mixture - single;
  }

  /** Where the wealth reaches the limit between the share that was seen and an end. */
  private static double edge(long yes, long all, double end, double share, double limit) {
    double out = end;
    double in = share;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (out + in) / 2;
      if (logWealth(yes, all, middle) >= limit) {
        out = middle;
      } else {
        in = middle;
      }
    }
    // Outside of it, so that rounding makes it wider.
    return out;
  }

  private static long yes(Moments arm) {
    return Math.round(arm.y());
  }
}
