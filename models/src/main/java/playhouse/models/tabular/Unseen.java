package playhouse.models.tabular;

import playhouse.models.measure.Folds;
import playhouse.models.measure.LogLoss;

/** Logits of rows by models that had not seen them: what is chosen by, and calibrated on. */
final class Unseen {
  private static final int FOLDS = 5;
  static final int CHECKED_EVERY = 30;
  private static final int SHARES = 10;

  private final boolean[] truth;
  private final double[] line;

  /** After each so many trees. */
  private final double[][] trees;

  private Unseen(boolean[] truth, int checks) {
    this.truth = truth;
    this.line = new double[truth.length];
    this.trees = new double[checks][truth.length];
  }

  /** Learns on all but one fold, for each. */
  static Unseen of(
      Matrix rows, boolean[] truth, TreeParameters parameters, double ridge, long seed) {
    Unseen unseen = new Unseen(truth, parameters.rounds() / CHECKED_EVERY);
    Folds folds = Folds.of(truth, FOLDS, seed);
    for (int fold = 0; fold < folds.count(); fold++) {
      unseen.learn(rows, folds.kept(fold), folds.held(fold), parameters, ridge, seed);
    }
    return unseen;
  }

  private void learn(
      Matrix rows, int[] kept, int[] held, TreeParameters parameters, double ridge, long seed) {
    Matrix seen = rows.rows(kept);
    Matrix asked = rows.rows(held);
    boolean[] known = new boolean[kept.length];
    for (int at = 0; at < kept.length; at++) {
      known[at] = truth[kept[at]];
    }
    put(Logistic.train(seen, known, ridge).scores(asked), held, line);
    try (Trees learnt = Trees.train(seen, known, parameters, seed)) {
      for (int check = 0; check < trees.length; check++) {
        put(learnt.scores(asked, (check + 1) * CHECKED_EVERY), held, trees[check]);
      }
    }
  }

  private static void put(double[] scores, int[] rows, double[] into) {
    for (int at = 0; at < rows.length; at++) {
      into[rows[at]] = scores[at];
    }
  }

  /** How many trees foretell best. */
  int bestRounds() {
    int best = 0;
    for (int check = 1; check < trees.length; check++) {
      best = loss(trees[check]) < loss(trees[best]) ? check : best;
    }
    return (best + 1) * CHECKED_EVERY;
  }

  /** What trees count beside the linear model, from 0 to 1. */
  double bestShare(int rounds) {
    double best = 1;
    for (int part = 0; part < SHARES; part++) {
      double share = (double) part / SHARES;
      best = loss(blend(rounds, share)) < loss(blend(rounds, best)) ? share : best;
    }
    return best;
  }

  double[] blend(int rounds, double share) {
    return blend(trees[rounds / CHECKED_EVERY - 1], line, share);
  }

  static double[] blend(double[] trees, double[] line, double share) {
    double[] scores = new double[trees.length];
    for (int row = 0; row < scores.length; row++) {
      scores[row] = share * trees[row] + (1 - share) * line[row];
    }
    return scores;
  }

  private double loss(double[] logits) {
    double[] probabilities = new double[logits.length];
    for (int row = 0; row < logits.length; row++) {
      probabilities[row] = 1 / (1 + Math.exp(-logits[row]));
    }
    return LogLoss.of(probabilities, truth);
  }
}
