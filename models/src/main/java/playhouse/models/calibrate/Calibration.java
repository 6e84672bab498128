package playhouse.models.calibrate;

import playhouse.models.measure.Folds;
import playhouse.models.measure.LogLoss;

/** Makes a probability of a score. */
@FunctionalInterface
public interface Calibration {
  double of(double score);

  /** Probabilities of all. */
  default double[] of(double[] scores) {
    double[] probabilities = new double[scores.length];
    for (int row = 0; row < scores.length; row++) {
      probabilities[row] = of(scores[row]);
    }
    return probabilities;
  }

  /** Platt's or the isotonic one, whichever did better on halves that it did not see. */
  static Calibration best(double[] scores, boolean[] truth, long seed) {
    Folds halves = Folds.of(truth, 2, seed);
    double platt = 0;
    double isotonic = 0;
    for (int half = 0; half < 2; half++) {
      int[] kept = halves.kept(half);
      int[] held = halves.held(half);
      double[] heldScores = Chosen.of(scores, held);
      boolean[] heldTruth = Chosen.of(truth, held);
      double[] keptScores = Chosen.of(scores, kept);
      boolean[] keptTruth = Chosen.of(truth, kept);
      platt += LogLoss.of(Platt.fit(keptScores, keptTruth).of(heldScores), heldTruth);
      isotonic += LogLoss.of(Isotonic.fit(keptScores, keptTruth).of(heldScores), heldTruth);
    }
    return isotonic < platt ? Isotonic.fit(scores, truth) : Platt.fit(scores, truth);
  }
}
