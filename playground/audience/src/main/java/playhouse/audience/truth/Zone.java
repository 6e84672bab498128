package playhouse.audience.truth;

import java.util.BitSet;
import java.util.Map;

/**
 * A zone's days, of which sums are made for one group of people.
 *
 * @param known what is known of all that happened
 * @param calendar its hours, days, weeks and months
 * @param people who was there when
 * @param tally where sums go
 * @param shown titles that were recommended on each day, by epoch day
 */
public record Zone(
    Known known, LocalDays calendar, Attendance people, Tally tally, Map<Integer, BitSet> shown) {

  /** Epoch day of the first that anything is known of. */
  public int firstDay() {
    return calendar.day(known.earliest());
  }

  /** Epoch day of the last that anything is known of. */
  public int lastDay() {
    return calendar.day(known.latest());
  }
}
