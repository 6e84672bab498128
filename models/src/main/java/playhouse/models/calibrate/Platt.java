package playhouse.models.calibrate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A logistic curve over a score.
 *
 * @param slope of the score in the logit
 * @param intercept of the logit
 * @see <a href="https://www.csie.ntu.edu.tw/~cjlin/papers/plattprob.pdf">Lin, Lin and Weng 2007</a>
 */
public record Platt(double slope, double intercept) implements Calibration {
  private static final int MOST_STEPS = 100;

  @Override
  public double of(double score) {
    return 1 / (1 + Math.exp(-(slope * score + intercept)));
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeBoolean(false);
    out.writeDouble(slope);
    out.writeDouble(intercept);
  }

  static Platt read(DataInput in) throws IOException {
    return new Platt(in.readDouble(), in.readDouble());
  }

  /** By Newton's method, towards targets a little inside of 0 and 1 as Platt advised. */
  public static Platt fit(double[] scores, boolean[] truth) {
    double yes = 0;
    for (boolean one : truth) {
      yes += one ? 1 : 0;
    }
    double no = truth.length - yes;
    double high = (yes + 1) / (yes + 2);
    double low = 1 / (no + 2);
    Platt curve = new Platt(0, Math.log((yes + 1) / (no + 1)));
    double loss = curve.loss(scores, truth, high, low);
    for (int step = 0; step < MOST_STEPS; step++) {
      Platt direction = curve.newton(scores, truth, high, low);
      double length = 1;
      Platt next = curve.plus(direction, length);
      double nextLoss = next.loss(scores, truth, high, low);
      while (nextLoss > loss && length > 1e-6) {
        length /= 2;
        next = curve.plus(direction, length);
        nextLoss = next.loss(scores, truth, high, low);
      }
      boolean done = loss - nextLoss < 1e-10 * (1 + Math.abs(loss));
      if (nextLoss <= loss) {
        curve = next;
        loss = nextLoss;
      }
      if (done) {
        break;
      }
    }
    return curve;
  }

  private Platt plus(Platt direction, double length) {
    return new Platt(slope + length * direction.slope, intercept + length * direction.intercept);
  }

  private double loss(double[] scores, boolean[] truth, double high, double low) {
    double sum = 0;
    for (int row = 0; row < scores.length; row++) {
      double logit = slope * scores[row] + intercept;
      double target = truth[row] ? high : low;
      sum += Math.max(logit, 0) - logit * target + Math.log1p(Math.exp(-Math.abs(logit)));
    }
    return sum;
  }

  private Platt newton(double[] scores, boolean[] truth, double high, double low) {
    double ss = 1e-12;
    double s1 = 0;
    double one = 1e-12;
    double gs = 0;
    double g1 = 0;
    for (int row = 0; row < scores.length; row++) {
      double p = of(scores[row]);
      double weight = p * (1 - p);
      double error = (truth[row] ? high : low) - p;
      ss += weight * scores[row] * scores[row];
      s1 += weight * scores[row];
      one += weight;
      gs += error * scores[row];
      g1 += error;
    }
    double determinant = ss * one - s1 * s1 + 1e-12;
    return new Platt((one * gs - s1 * g1) / determinant, (ss * g1 - s1 * gs) / determinant);
  }
}
