package playhouse.audience.truth;

/**
 * What is known of all that happened before it is added up.
 *
 * @param earliest the first moment, epoch milliseconds
 * @param latest the last moment, epoch milliseconds
 * @param rates what money was worth
 */
public record Known(long earliest, long latest, Rates rates) {

  private static final long DAY = 86_400_000;

  /** True if a local day is over everywhere, and what came a day late is there. */
  public boolean complete(int day) {
    return day + 2 <= Math.floorDiv(latest, DAY);
  }
}
