package playhouse.models.text;

import java.util.ArrayList;
import java.util.List;
import playhouse.models.calibrate.Platt;
import playhouse.models.linear.OneAgainstRest;
import playhouse.models.linear.SparseRows;
import playhouse.models.measure.Folds;

/** Tells which of a few classes a text is of, and how sure that is. */
public final class TextClassifier {
  private static final int FOLDS = 3;

  private final List<String> classes;
  private final TextFeatures features;
  private final OneAgainstRest planes;
  private final List<Platt> curves;

  private TextClassifier(
      List<String> classes, TextFeatures features, OneAgainstRest planes, List<Platt> curves) {
    this.classes = List.copyOf(classes);
    this.features = features;
    this.planes = planes;
    this.curves = List.copyOf(curves);
  }

  /**
   * Learns.
   *
   * @param classes all names of classes; there have to be texts of each
   * @param labels of each text, as a place in {@code classes}
   */
  public static TextClassifier train(
      List<String> texts,
      int[] labels,
      List<String> classes,
      TextParameters parameters,
      long seed) {
    TextFeatures features = TextFeatures.learn(texts, parameters);
    SparseRows rows = features.rows(texts);
    double[][] unseen = new double[labels.length][];
    Folds folds = Folds.of(labels, FOLDS, seed);
    for (int fold = 0; fold < FOLDS; fold++) {
      int[] kept = folds.kept(fold);
      int[] held = folds.held(fold);
      double[][] scores =
          planes(rows.rows(kept), pick(labels, kept), classes.size(), parameters, seed)
              .scores(rows.rows(held));
      for (int at = 0; at < held.length; at++) {
        unseen[held[at]] = scores[at];
      }
    }
    return new TextClassifier(
        classes,
        features,
        planes(rows, labels, classes.size(), parameters, seed),
        curves(unseen, labels, classes.size()));
  }

  private static OneAgainstRest planes(
      SparseRows rows, int[] labels, int classes, TextParameters parameters, long seed) {
    return OneAgainstRest.train(
        rows, labels, classes, parameters.cost(), parameters.ratio(), parameters.rounds(), seed);
  }

  private static List<Platt> curves(double[][] unseen, int[] labels, int classes) {
    List<Platt> curves = new ArrayList<>();
    for (int one = 0; one < classes; one++) {
      double[] scores = new double[labels.length];
      boolean[] truth = new boolean[labels.length];
      for (int row = 0; row < labels.length; row++) {
        scores[row] = unseen[row][one];
        truth[row] = labels[row] == one;
      }
      curves.add(Platt.fit(scores, truth));
    }
    return curves;
  }

  private static int[] pick(int[] labels, int[] rows) {
    int[] some = new int[rows.length];
    for (int at = 0; at < rows.length; at++) {
      some[at] = labels[rows[at]];
    }
    return some;
  }

  public List<String> classes() {
    return classes;
  }

  /** How likely each text is of each class; calibrated on texts that were not seen. */
  public double[][] probabilities(List<String> texts) {
    double[][] scores = planes.scores(features.rows(texts));
    for (double[] row : scores) {
      double sum = 0;
      for (int one = 0; one < row.length; one++) {
        row[one] = curves.get(one).of(row[one]);
        sum += row[one];
      }
      for (int one = 0; one < row.length; one++) {
        row[one] /= Math.max(sum, 1e-300);
      }
    }
    return scores;
  }

  /** The likeliest class of each text, as a place in {@link #classes}. */
  public int[] classify(List<String> texts) {
    return OneAgainstRest.best(probabilities(texts));
  }

  /** How many pieces it knows. */
  public int size() {
    return features.size();
  }
}
