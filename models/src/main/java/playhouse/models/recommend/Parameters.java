package playhouse.models.recommend;

/**
 * What shapes a recommender, in training and in scoring.
 *
 * @param decay how fast a title of the history fades: the k-th latest weighs e^(-decay·k)
 * @param ridge how strongly weights are drawn to zero
 * @param window how many of the latest titles of a history count
 * @param indifference what a title of strength 0 weighs beside one of strength 1, as a source
 * @param denseTitles how many of each catalogue's most taken titles the linear model knows; the
 *     working memory is 20 bytes times its square
 * @param weights how many weights a title keeps in the linear model; the largest by amount
 * @param neighbours how many like titles each title keeps
 * @param likeness what likeness counts beside the linear model, for titles that it does not know
 * @param popularity what popularity counts beside the linear model
 * @param seed draws the people that the validation asks, where there are too many
 */
public record Parameters(
    double decay,
    double ridge,
    int window,
    double indifference,
    int denseTitles,
    int weights,
    int neighbours,
    double likeness,
    double popularity,
    long seed) {

  /** Values that did well on public data. */
  public static Parameters defaults() {
    return new Parameters(0.16, 50, 30, 0.5, 6000, 500, 50, 0.02, 1e-4, 20261122);
  }

  /** The same with no more titles in the linear model than so much memory can train. */
  public Parameters fitting(long heapBytes) {
    // A quarter of the heap: the sums and LAPACK's answer take 12 bytes per pair of titles, and
    // histories and Spark want the rest.
    int titles = (int) Math.sqrt(heapBytes / 4.0 / 12);
    return withDenseTitles(Math.min(denseTitles, titles));
  }

  /** The same with at most so many titles in the linear model. */
  public Parameters withDenseTitles(int titles) {
    return new Parameters(
        decay,
        ridge,
        window,
        indifference,
        titles,
        weights,
        neighbours,
        likeness,
        popularity,
        seed);
  }

  /** The same with another seed. */
  public Parameters withSeed(long other) {
    return new Parameters(
        decay,
        ridge,
        window,
        indifference,
        denseTitles,
        weights,
        neighbours,
        likeness,
        popularity,
        other);
  }

  /** What a source weighs by its strength. */
  float care(float strength) {
    return (float) (indifference + (1 - indifference) * strength);
  }
}
