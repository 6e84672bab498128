package playhouse.models.calibrate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import playhouse.models.measure.Folds;
import playhouse.models.measure.LogLoss;

/** Makes a probability of a score. */
public sealed interface Calibration permits Platt, Isotonic {
  double of(double score);

  /** Probabilities of all. */
  default double[] of(double[] scores) {
    double[] probabilities = new double[scores.length];
    for (int row = 0; row < scores.length; row++) {
      probabilities[row] = of(scores[row]);
    }
    return probabilities;
  }

  /** Writes it down, for {@link #read}. */
  void write(DataOutput out) throws IOException;

  /** Reads what was written. */
  static Calibration read(DataInput in) throws IOException {
    return in.readBoolean() ? Isotonic.read(in) : Platt.read(in);
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
