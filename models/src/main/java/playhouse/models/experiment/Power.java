package playhouse.models.experiment;

/**
 * How many people it takes.
 *
 * @param fixed of each arm, for a test that is looked at once, at its end
 * @param sequential of each arm, for the one that is looked at whenever one likes
 * @param tightestAt people over both arms at which the boundary should be tightest
 */
public record Power(long fixed, long sequential, long tightestAt) {
  private static final double MOST = 1e15;

  /**
   * For two arms of one size.
   *
   * @param variance of the outcome of a person; p (1 - p) for a share
   * @param difference the smallest that is to be found, not 0
   * @param power how often it is to be found, such as 0.8
   */
  public static Power of(double variance, double difference, double alpha, double power) {
    if (!(variance > 0) || difference == 0 || !(power > 0 && power < 1)) {
      throw new IllegalArgumentException("a variance, a difference and a power between 0 and 1");
    }
    double z = Normal.quantile(1 - alpha / 2) + Normal.quantile(power);
    double fixed = 2 * variance * z * z / (difference * difference);
    double low = 1;
    double high = 2;
    while (!enough(high, variance, difference, alpha, power) && high < MOST) {
      low = high;
      high *= 2;
    }
    while (high - low > 1) {
      double middle = Math.floor((low + high) / 2);
      if (enough(middle, variance, difference, alpha, power)) {
        high = middle;
      } else {
        low = middle;
      }
    }
    long sequential = (long) high;
    return new Power((long) Math.ceil(fixed), sequential, 2 * sequential);
  }

  /** At that size alone it would be found so often: looking before can only add to it. */
  private static boolean enough(
      double each, double variance, double difference, double alpha, double power) {
    double errors = Math.abs(difference) / Math.sqrt(2 * variance / each);
    double boundary = Boundary.tightestAt(alpha, 2 * each).errors(2 * each);
    return errors >= boundary + Normal.quantile(power);
  }
}
