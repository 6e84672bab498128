package playhouse.models.ranking;

import java.util.HashMap;
import java.util.Map;

/**
 * Likelihoods by a formula that people wrote; nothing of it is learnt, so that its figures are no
 * probabilities to be relied on: they put titles in order. What is learnt begins from here.
 */
public final class Formula {
  /** What of the genres of a title somebody cared for before, 0 to 1. */
  public static final String LIKENESS = "likeness";

  /** How new a title is, 0 to 1. */
  public static final String FRESHNESS = "freshness";

  /** What a source's best title is worth in the sum where nothing else is said. */
  private static final float OTHER = 0.3f;

  /** How likely where nothing speaks for or against a title: 5 %, 3 %, 1 %, 0.4 %, 4 %, 0.5 %. */
  private static final double[] USUAL = {-2.9, -3.5, -4.6, -5.5, -3.2, -5.3};

  /** What the sum of all sources does to each outcome. */
  private static final double[] APPEAL = {1, 0.9, 0.8, 0.6, -0.5, -0.3};

  private static final double[] LIKED = {0.5, 0.8, 0.7, 0.3, -0.8, -0.3};
  private static final double[] NEW = {0.15, 0, 0, 0.2, 0, -0.05};

  private static final Map<String, Float> SOURCES =
      Map.ofEntries(
          Map.entry("continue", 4f),
          Map.entry("episode", 3.5f),
          Map.entry("model", 3f),
          Map.entry("search", 12f),
          Map.entry("item-item", 1.6f),
          Map.entry("followed", 1.4f),
          Map.entry("text", 1.2f),
          Map.entry("trending", 0.9f),
          Map.entry("popularity", 1f),
          Map.entry("leaving", 0.5f),
          Map.entry("newest", 0.4f),
          Map.entry("catalogue", 0f));

  /** All of it. */
  public static final OutcomeModel MODEL = model();

  private Formula() {}

  /** What a source's best title is worth in the sum. */
  public static float worth(String source) {
    return SOURCES.getOrDefault(source, OTHER);
  }

  /** What an input adds to the logit of each outcome; one that is not known is a source. */
  static double[] added(String input) {
    return switch (input) {
      case LIKENESS -> LIKED.clone();
      case FRESHNESS -> NEW.clone();
      default -> appeal(worth(input));
    };
  }

  private static double[] appeal(float worth) {
    double[] added = APPEAL.clone();
    for (int outcome = 0; outcome < added.length; outcome++) {
      added[outcome] *= worth;
    }
    return added;
  }

  private static OutcomeModel model() {
    Map<String, double[]> weights = new HashMap<>();
    SOURCES.forEach((source, worth) -> weights.put(source, appeal(worth)));
    weights.put(LIKENESS, LIKED.clone());
    weights.put(FRESHNESS, NEW.clone());
    return new OutcomeModel("formula-1", USUAL.clone(), weights);
  }
}
