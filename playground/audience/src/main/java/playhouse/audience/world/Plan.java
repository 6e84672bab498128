package playhouse.audience.world;

import java.time.LocalDate;

/**
 * All that a world follows from.
 *
 * @param seed of every random number
 * @param people how many people, those included who sign up later
 * @param titles how many titles, about
 * @param firstDay epoch day (UTC) of the first day on which people watch
 * @param endDay epoch day (UTC) on which history has ended: the day after its last
 * @param heartbeatSeconds how often a player reports
 */
public record Plan(
    long seed, int people, int titles, int firstDay, int endDay, int heartbeatSeconds) {

  /** Days before the first on which accounts are opened and plans paid, but nobody watches. */
  public static final int LEAD_DAYS = 10;

  /** A plan for so many days of history up to and including the last. */
  public static Plan of(long seed, int people, int titles, int days, LocalDate last, int seconds) {
    int end = Math.toIntExact(last.toEpochDay()) + 1;
    return new Plan(seed, people, titles, end - days, end, seconds);
  }

  /** Epoch day on which the lead begins. */
  public int leadDay() {
    return firstDay - LEAD_DAYS;
  }

  /** The first moment that history does not know, epoch milliseconds. */
  public long endMillis() {
    return endDay * World.DAY;
  }
}
