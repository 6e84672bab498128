package playhouse.models.ranking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import playhouse.models.tabular.Cholesky;

/**
 * Learns an {@link OutcomeModel} from what was shown: for each outcome a logistic regression by
 * Newton's method, whose ridge pulls not to nothing but to the formula, so that what was seldom
 * seen stays as people thought of it. Where a title stood and on which surface is told apart from
 * what speaks for it: the first place is not taken for merit.
 */
public final class OutcomeLearner {
  /** Below so many of a kind, what people thought stands. */
  static final int FEWEST = 50;

  /** Showings that what people thought is worth. */
  private static final double RIDGE = 4;

  private static final double HARDLY = 1e-3;
  private static final int MOST_STEPS = 25;
  private static final double ENOUGH = 1e-7;

  private final List<String> inputs;
  private final List<String> columns = new ArrayList<>();
  private final OutcomeModel prior;

  private OutcomeLearner(List<String> inputs, OutcomeModel prior, List<Shown> shown) {
    this.inputs = inputs;
    this.prior = prior;
    columns.addAll(inputs);
    columns.add(OutcomeModel.DEPTH);
    shown.stream().map(Shown::surface).distinct().sorted().forEach(columns::add);
  }

  /**
   * Learns.
   *
   * @param inputs names of the numbers
   * @param prior what is believed before
   */
  public static OutcomeModel learn(List<String> inputs, List<Shown> shown, OutcomeModel prior) {
    return new OutcomeLearner(inputs, prior, shown).learn(shown);
  }

  private OutcomeModel learn(List<Shown> shown) {
    double[] usual = new double[Outcome.values().length];
    Map<String, double[]> weights = new TreeMap<>();
    for (Outcome outcome : Outcome.values()) {
      double[] learnt = learn(outcome, shown);
      for (int column = 0; column < columns.size(); column++) {
        weights.computeIfAbsent(name(column), name -> new double[usual.length])[outcome.place()] =
            learnt[column];
      }
      usual[outcome.place()] = learnt[columns.size()];
    }
    return new OutcomeModel(prior.version(), usual, weights);
  }

  private String name(int column) {
    return column <= inputs.size()
        ? columns.get(column)
        : OutcomeModel.surface(columns.get(column));
  }

  private double[] learn(Outcome outcome, List<Shown> all) {
    double[] believed = believed(outcome);
    List<Shown> shown = all.stream().filter(one -> one.isKnown(outcome)).toList();
    long yes = shown.stream().filter(one -> one.came(outcome)).count();
    if (yes < FEWEST || shown.size() - yes < FEWEST) {
      return believed;
    }
    double[] weights = believed.clone();
    double loss = loss(shown, outcome, weights, believed);
    for (int step = 0; step < MOST_STEPS; step++) {
      double[] way = way(shown, outcome, weights, believed);
      double[] next = go(weights, way, 1);
      double after = loss(shown, outcome, next, believed);
      for (double part = 0.5; after > loss && part > 1e-4; part /= 2) {
        next = go(weights, way, part);
        after = loss(shown, outcome, next, believed);
      }
      if (after >= loss) {
        break;
      }
      weights = next;
      loss = after;
      if (Arrays.stream(way).map(Math::abs).max().orElse(0) < ENOUGH) {
        break;
      }
    }
    return weights;
  }

  private double[] believed(Outcome outcome) {
    double[] believed = new double[columns.size() + 1];
    for (int column = 0; column < columns.size(); column++) {
      believed[column] = prior.weight(name(column), outcome);
    }
    believed[columns.size()] = prior.usual(outcome);
    return believed;
  }

  private static double[] go(double[] from, double[] way, double part) {
    double[] to = from.clone();
    for (int i = 0; i < to.length; i++) {
      to[i] += part * way[i];
    }
    return to;
  }

  /** How strongly it is held to what was believed: how common an outcome is hardly at all. */
  private double ridge(int column) {
    return column == columns.size() || column == inputs.size() ? HARDLY : RIDGE;
  }

  private double loss(List<Shown> shown, Outcome outcome, double[] weights, double[] believed) {
    double loss = 0;
    double[] row = new double[weights.length];
    for (Shown one : shown) {
      fill(one, row);
      double logit = dot(row, weights);
      double wrong = one.came(outcome) ? -logit : logit;
      loss += wrong > 0 ? wrong + Math.log1p(Math.exp(-wrong)) : Math.log1p(Math.exp(wrong));
    }
    for (int i = 0; i < weights.length; i++) {
      loss += ridge(i) * (weights[i] - believed[i]) * (weights[i] - believed[i]) / 2;
    }
    return loss;
  }

  /** Newton's next step. */
  private double[] way(List<Shown> shown, Outcome outcome, double[] weights, double[] believed) {
    int width = weights.length;
    double[][] hessian = new double[width][width];
    double[] gradient = new double[width];
    double[] row = new double[width];
    for (Shown one : shown) {
      fill(one, row);
      double p = OutcomeModel.logistic(dot(row, weights));
      double error = (one.came(outcome) ? 1 : 0) - p;
      double weight = Math.max(p * (1 - p), 1e-9);
      for (int i = 0; i < width; i++) {
        double scaled = weight * row[i];
        gradient[i] += error * row[i];
        for (int j = 0; scaled != 0 && j <= i; j++) {
          hessian[i][j] += scaled * row[j];
        }
      }
    }
    for (int i = 0; i < width; i++) {
      gradient[i] -= ridge(i) * (weights[i] - believed[i]);
      hessian[i][i] += ridge(i);
    }
    Cholesky.solve(hessian, gradient);
    return gradient;
  }

  private void fill(Shown one, double[] row) {
    Arrays.fill(row, 0);
    for (int i = 0; i < inputs.size(); i++) {
      row[i] = one.numbers()[i];
    }
    row[inputs.size()] = one.depth();
    int surface = columns.subList(inputs.size() + 1, columns.size()).indexOf(one.surface());
    row[inputs.size() + 1 + surface] = 1;
    row[row.length - 1] = 1;
  }

  private static double dot(double[] row, double[] weights) {
    double sum = 0;
    for (int i = 0; i < row.length; i++) {
      sum += row[i] * weights[i];
    }
    return sum;
  }
}
