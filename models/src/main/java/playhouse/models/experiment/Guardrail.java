package playhouse.models.experiment;

/**
 * A figure that must not become worse by more than a little.
 *
 * @param moreIsBetter whether less of it is harm
 * @param tolerance harm that is borne, as a share of the control's figure; 0 or more
 */
public record Guardrail(boolean moreIsBetter, double tolerance) {

  /** Whether it is sure that the harm is more than is borne. */
  public boolean broken(Effect effect) {
    if (effect.control() == 0) {
      return tolerance == 0 && (moreIsBetter ? effect.high() < 0 : effect.low() > 0);
    }
    return moreIsBetter ? effect.highLift() < -tolerance : effect.lowLift() > tolerance;
  }

  /** Whether it is sure that the harm, if any, is within what is borne. */
  public boolean kept(Effect effect) {
    return moreIsBetter ? effect.lowLift() >= -tolerance : effect.highLift() <= tolerance;
  }
}
