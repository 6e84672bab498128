package playhouse.models.experiment;

/**
 * What a way does beside the control.
 *
 * @param control the control's figure
 * @param treatment the other's
 * @param difference of the two
 * @param low end of an interval that holds the true difference at all times, but for alpha
 * @param high end of it
 * @param p always valid: at most alpha just where the interval leaves 0 out
 * @param n people of both
 */
public record Effect(
    double control,
    double treatment,
    double difference,
    double low,
    double high,
    double p,
    long n) {

  /** Of two arms' figures. */
  public static Effect of(Mean control, Mean treatment, Boundary boundary) {
    long n = control.n() + treatment.n();
    double difference = treatment.value() - control.value();
    double error = Math.sqrt(control.error() + treatment.error());
    if (Math.min(control.n(), treatment.n()) < Boundary.FEWEST || error == 0) {
      // Too few came, or nothing varied yet: nothing is known of how sure it is.
      return new Effect(
          control.value(),
          treatment.value(),
          difference,
          Double.NEGATIVE_INFINITY,
          Double.POSITIVE_INFINITY,
          1,
          n);
    }
    double reach = boundary.errors((double) n) * error;
    return new Effect(
        control.value(),
        treatment.value(),
        difference,
        difference - reach,
        difference + reach,
        boundary.p(difference / error, (double) n),
        n);
  }

  /** Whether the interval leaves 0 out. */
  public boolean conclusive() {
    return low > 0 || high < 0;
  }

  /** The difference as a share of the control's figure; 0 where that is 0. */
  public double lift() {
    return control == 0 ? 0 : difference / Math.abs(control);
  }

  /** Lower end as a share of the control's figure, taken for known. */
  public double lowLift() {
    return control == 0 ? Double.NEGATIVE_INFINITY : low / Math.abs(control);
  }

  /** Upper end. */
  public double highLift() {
    return control == 0 ? Double.POSITIVE_INFINITY : high / Math.abs(control);
  }
}
