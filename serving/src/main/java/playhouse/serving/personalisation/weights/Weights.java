package playhouse.serving.personalisation.weights;

/**
 * What each outcome of showing a title is worth, beside each other.
 *
 * @param version number of the setting; 0 for what holds while nobody has set any
 * @param start somebody starts it
 * @param complete somebody sees it to its end
 * @param like somebody likes it
 * @param share somebody shares it
 * @param dismiss somebody waves it away
 * @param churn somebody leaves the platform
 */
public record Weights(
    long version,
    double start,
    double complete,
    double like,
    double share,
    double dismiss,
    double churn) {
  /** What holds while nobody has set any. */
  public static final Weights USUAL = new Weights(0, 1, 1, 0.5, 0.25, -1.5, -0.5);
}
