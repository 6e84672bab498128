package playhouse.audience.send;

/**
 * How often things go wrong on the way, each from 0 to 1.
 *
 * @param duplicates share of events sent again, exactly as before, seconds to days later
 * @param late share of events sent hours to days after they happened
 * @param shuffled share of events overtaken by some that happened later
 */
public record Trouble(double duplicates, double late, double shuffled) {

  /** Nothing goes wrong. */
  public static final Trouble NONE = new Trouble(0, 0, 0);

  /** What may be expected of real players and networks. */
  public static final Trouble USUAL = new Trouble(0.01, 0.01, 0.03);
}
