package playhouse.models.experiment;

/**
 * Whether people came to arms in the shares that were wanted, at whatever moment one looks: if not,
 * nothing that an experiment says is to be believed. Source: Lindon, Malek, Anytime-valid inference
 * for multinomial count data (NeurIPS 2022): the Dirichlet-multinomial mixture about the shares.
 *
 * @param p always valid: the chance that counts as far off would ever be seen
 * @param alarm whether that is below a thousandth
 */
public record SampleRatio(double p, boolean alarm) {
  /** Below which nobody believes in chance any more. */
  public static final double ALPHA = 0.001;

  /** How close to the wanted shares others are thought to be: those of such a sample. */
  private static final double CONCENTRATION = 100;

  /**
   * Of those that came.
   *
   * @param counts people of each arm
   * @param shares wanted, above 0, that add up to 1
   */
  public static SampleRatio of(long[] counts, double[] shares) {
    if (counts.length != shares.length || counts.length < 2) {
      throw new IllegalArgumentException("two arms or more, each with its share");
    }
    double log = LogGamma.of(CONCENTRATION);
    long all = 0;
    for (int arm = 0; arm < counts.length; arm++) {
      double prior = CONCENTRATION * shares[arm];
      // Below one half the approximation needs a step up: G(x) = G(x + 1) / x.
      log += LogGamma.of(prior + counts[arm] + 1) - Math.log(prior + counts[arm]);
      log -= LogGamma.of(prior + 1) - Math.log(prior);
      log -= counts[arm] * Math.log(shares[arm]);
      all += counts[arm];
    }
    log -= LogGamma.of(CONCENTRATION + all);
    double p = Math.min(1, Math.exp(-log));
    return new SampleRatio(p, p < ALPHA);
  }
}
