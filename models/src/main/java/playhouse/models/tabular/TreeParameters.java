package playhouse.models.tabular;

import java.util.Map;

/**
 * What shapes boosted trees.
 *
 * @param rounds how many trees
 * @param depth of a tree
 * @param rate what a tree counts
 * @param rowShare of the rows that a tree sees
 * @param columnShare of the features that a tree sees
 * @param leastWeight of a leaf, in rows times p(1 - p)
 * @param ridge on leaves
 */
record TreeParameters(
    int rounds,
    int depth,
    double rate,
    double rowShare,
    double columnShare,
    double leastWeight,
    double ridge) {
  /**
   * What a slow core learns from, of a tree at a time; an estimate, so that it is always the same.
   */
  private static final double NUMBERS_A_SECOND = 30e6;

  /** Each fold, and at the end all. */
  private static final int TRAININGS = 6;

  /** From so many numbers on, two threads are faster than one. */
  private static final int LARGE = 2_000_000;

  /** Values that did well on public data. */
  static TreeParameters defaults() {
    return new TreeParameters(600, 3, 0.03, 0.8, 0.5, 5, 5);
  }

  /** The same with no more trees than so many seconds are enough for, with all that is tried. */
  TreeParameters within(Matrix rows, double seconds) {
    double most = seconds * NUMBERS_A_SECOND / Math.max(1, rows.values.length) / TRAININGS;
    int steps = (int) Math.max(2, most / Unseen.CHECKED_EVERY);
    return withRounds((int) Math.min(rounds, (long) steps * Unseen.CHECKED_EVERY));
  }

  TreeParameters withRounds(int other) {
    return new TreeParameters(other, depth, rate, rowShare, columnShare, leastWeight, ridge);
  }

  Map<String, Object> settings(Matrix rows, long seed) {
    return Map.ofEntries(
        Map.entry("objective", "binary:logistic"),
        Map.entry("tree_method", "hist"),
        Map.entry("max_depth", depth),
        Map.entry("eta", rate),
        Map.entry("subsample", rowShare),
        Map.entry("colsample_bytree", columnShare),
        Map.entry("min_child_weight", leastWeight),
        Map.entry("lambda", ridge),
        Map.entry("nthread", rows.values.length < LARGE ? 1 : 2),
        Map.entry("verbosity", 0),
        Map.entry("seed", (int) (seed & Integer.MAX_VALUE)));
  }
}
