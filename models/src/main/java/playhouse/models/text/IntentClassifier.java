package playhouse.models.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import playhouse.models.linear.OneAgainstRest;
import playhouse.models.linear.SparseRows;

/**
 * Tells what somebody wants, of many intents, or that it is none of them: then the best intent is
 * not far enough ahead of what lies out of scope.
 */
public final class IntentClassifier {
  /** What the score of being out of scope counts against that of the best intent. */
  private static final double AGAINST = 0.5;

  private final List<String> intents;
  private final TextFeatures features;
  private final OneAgainstRest planes;
  private final boolean knowsOthers;
  private final double threshold;

  private IntentClassifier(
      List<String> intents,
      TextFeatures features,
      OneAgainstRest planes,
      boolean knowsOthers,
      double threshold) {
    this.intents = intents;
    this.features = features;
    this.planes = planes;
    this.knowsOthers = knowsOthers;
    this.threshold = threshold;
  }

  /**
   * Learns from some sentences, finds the threshold on the others, then learns from all.
   *
   * @param validation places of the sentences that the threshold is found on
   * @param loss share of sentences in scope, rightly told, that may be taken for out of scope
   */
  public static IntentClassifier train(
      List<Sentence> sentences,
      int[] validation,
      double loss,
      TextParameters parameters,
      long seed) {
    List<String> texts = sentences.stream().map(Sentence::text).toList();
    List<String> intents =
        sentences.stream().flatMap(s -> s.intent().stream()).distinct().sorted().toList();
    int[] labels =
        sentences.stream()
            .mapToInt(s -> s.intent().map(intents::indexOf).orElse(intents.size()))
            .toArray();
    boolean others = IntStream.of(labels).anyMatch(label -> label == intents.size());
    int classes = intents.size() + (others ? 1 : 0);
    TextFeatures features = TextFeatures.learn(texts, parameters);
    SparseRows rows = features.rows(texts);
    boolean[] held = new boolean[labels.length];
    Arrays.stream(validation).forEach(row -> held[row] = true);
    int[] kept = IntStream.range(0, held.length).filter(row -> !held[row]).toArray();
    double[][] unseen =
        planes(rows.rows(kept), pick(labels, kept), classes, parameters, seed)
            .scores(rows.rows(validation));
    double threshold = threshold(unseen, pick(labels, validation), intents.size(), others, loss);
    return new IntentClassifier(
        intents, features, planes(rows, labels, classes, parameters, seed), others, threshold);
  }

  private static OneAgainstRest planes(
      SparseRows rows, int[] labels, int classes, TextParameters parameters, long seed) {
    return OneAgainstRest.train(
        rows, labels, classes, parameters.cost(), parameters.ratio(), parameters.rounds(), seed);
  }

  /** Under it lies the given share of the sentences in scope that are rightly told. */
  static double threshold(
      double[][] scores, int[] labels, int intents, boolean others, double loss) {
    List<Double> right = new ArrayList<>();
    for (int row = 0; row < labels.length; row++) {
      if (labels[row] < intents && best(scores[row], intents) == labels[row]) {
        right.add(ahead(scores[row], intents, others));
      }
    }
    right.sort(null);
    int lost = (int) (loss * right.size());
    return right.isEmpty() ? Double.NEGATIVE_INFINITY : right.get(lost);
  }

  private static int best(double[] scores, int intents) {
    return OneAgainstRest.best(Arrays.copyOf(scores, intents));
  }

  private static double ahead(double[] scores, int intents, boolean others) {
    double best = scores[best(scores, intents)];
    return others ? best - AGAINST * scores[intents] : best;
  }

  private static int[] pick(int[] labels, int[] rows) {
    return Arrays.stream(rows).map(row -> labels[row]).toArray();
  }

  /** The intent of each text; empty for one that is out of scope. */
  public List<Optional<String>> classify(List<String> texts) {
    List<Optional<String>> told = new ArrayList<>();
    for (double[] scores : planes.scores(features.rows(texts))) {
      boolean inScope = ahead(scores, intents.size(), knowsOthers) >= threshold;
      told.add(inScope ? Optional.of(intents.get(best(scores, intents.size()))) : Optional.empty());
    }
    return List.copyOf(told);
  }

  public List<String> intents() {
    return intents;
  }
}
