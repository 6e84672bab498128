package playhouse.models.sequence;

/**
 * How a model is taught.
 *
 * @param loss what is made small
 * @param negatives how many items a step's sample has, where the loss samples
 * @param batch how many people a step looks at
 * @param rate how far a step goes
 * @param dropout which share of numbers is left out while learning
 * @param clip the longest gradient that a step follows
 * @param epochs the most rounds through all people
 * @param patience how many rounds without a better validation end it
 * @param asked how many people at most a validation asks
 * @param seed draws all that is drawn
 */
public record Recipe(
    Loss loss,
    int negatives,
    int batch,
    double rate,
    double dropout,
    double clip,
    int epochs,
    int patience,
    int asked,
    long seed) {

  /** What a model is taught to make small. */
  public enum Loss {
    /** Cross entropy over all items. */
    FULL,
    /** Cross entropy over the item that came and a sample of others. */
    SAMPLED,
    /** Binary cross entropy against a sample, generalised so that sampling does not overrate. */
    GBCE
  }

  /** What did well on films. */
  public static Recipe defaults() {
    return new Recipe(Loss.FULL, 256, 32, 0.001, 0.2, 5, 200, 10, 2000, 20261130);
  }

  /** The same with another seed. */
  public Recipe withSeed(long other) {
    return new Recipe(loss, negatives, batch, rate, dropout, clip, epochs, patience, asked, other);
  }

  /** The same with another most of rounds. */
  public Recipe withEpochs(int most) {
    return new Recipe(loss, negatives, batch, rate, dropout, clip, most, patience, asked, seed);
  }

  /** The same with another loss. */
  public Recipe withLoss(Loss other) {
    return new Recipe(other, negatives, batch, rate, dropout, clip, epochs, patience, asked, seed);
  }
}
