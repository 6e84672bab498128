package playhouse.models.text;

/**
 * What shapes a learner of texts.
 *
 * @param grams which pieces count
 * @param fewest texts that have to have a piece
 * @param cost of an error beside the ridge
 * @param ratio how strongly a piece counts by how much likelier it is with yes than with no, as a
 *     power; 0 for all alike
 * @param encoder what the sentence encoder's numbers count beside the pieces; 0 for none
 * @param rounds over all texts at most
 */
public record TextParameters(
    Grams grams, int fewest, double cost, double ratio, float encoder, int rounds) {

  /** For tone and kind of Chinese and English texts: values that did well on public data. */
  public static TextParameters tone() {
    return new TextParameters(new Grams(3, 2), 2, 0.5, 0.5, 0, 30);
  }

  /** For what somebody wants, in a sentence. */
  public static TextParameters intent() {
    return new TextParameters(new Grams(4, 2), 2, 0.5, 0, 1.5f, 20);
  }

  /** The same by pieces of text alone. */
  public TextParameters withoutEncoder() {
    return new TextParameters(grams, fewest, cost, ratio, 0, rounds);
  }
}
