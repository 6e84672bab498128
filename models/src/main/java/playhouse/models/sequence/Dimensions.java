package playhouse.models.sequence;

/**
 * How large a model is.
 *
 * @param items how many items there are; they are numbered from 0
 * @param length how many of a history's latest items count
 * @param width how many numbers stand for an item
 * @param heads into how many parts the attention splits them
 * @param blocks how many layers of attention there are
 * @param hidden how wide the feed-forward layers are
 */
public record Dimensions(int items, int length, int width, int heads, int blocks, int hidden) {
  /** Checks that they make a model. */
  public Dimensions {
    if (items < 1 || length < 1 || heads < 1 || blocks < 1 || hidden < 1 || width < heads) {
      throw new IllegalArgumentException("no model has such dimensions");
    }
    if (width % heads != 0) {
      throw new IllegalArgumentException("the heads do not share the width evenly");
    }
  }

  /** What did well on films. */
  public static Dimensions of(int items) {
    return new Dimensions(items, 200, 64, 2, 2, 128);
  }
}
