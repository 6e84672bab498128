package playhouse.models.tagging;

/**
 * How sure a tag is by how many different words speak for it: a logistic curve, fitted on 952 films
 * of TMDB 5000 (ids that end in 4 or 5), with what no honest text has counted against it.
 */
final class Confidence {
  private static final double INTERCEPT = -0.507;

  /** Of each different word of level 1 to 4, up to {@link #MOST_WORDS} of a level. */
  private static final double[] WORDS = {0.513, 1.007, 1.408, 1.857};

  private static final int MOST_WORDS = 3;

  /** Of each other tag of its kind that something speaks for. */
  private static final double OTHER = -0.32;

  /** Up to so many; one film of a thousand has more. */
  private static final int USUAL_OTHERS = 6;

  /** Beyond, each counts more: a text that is about everything is about nothing. */
  private static final double UNUSUAL_OTHER = -0.6;

  /** One film of a thousand has a text of which more says something. */
  private static final double USUAL_DENSITY = 0.32;

  private static final double DENSITY = -15;

  /** In fewer words than this a list of keywords cannot be told from a text. */
  private static final int FEWEST_WORDS = 12;

  /** Nobody is surer by words alone. */
  private static final double MOST = 0.95;

  private Confidence() {}

  /**
   * From 0 to 1.
   *
   * @param words how many different words of level 1 to 4 speak for the tag
   * @param others how many other tags of its kind something speaks for
   * @param said how many words the text has
   * @param meant how many of them say something
   */
  static double of(int[] words, int others, double said, double meant) {
    double logit = INTERCEPT;
    for (int level = 0; level < WORDS.length; level++) {
      logit += WORDS[level] * Math.min(MOST_WORDS, words[level]);
    }
    logit += OTHER * Math.min(USUAL_OTHERS, others);
    logit += UNUSUAL_OTHER * Math.max(0, others - USUAL_OTHERS);
    if (said >= FEWEST_WORDS) {
      logit += DENSITY * Math.max(0, meant / said - USUAL_DENSITY);
    }
    return Math.min(MOST, 1 / (1 + Math.exp(-logit)));
  }
}
