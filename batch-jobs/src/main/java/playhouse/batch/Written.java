package playhouse.batch;

import java.time.LocalDate;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * What an overwrite came to.
 *
 * @param days days that differed from what was there, and were written
 * @param rows rows written
 */
public record Written(NavigableSet<LocalDate> days, long rows) {
  /** Everything was as it should be. */
  public static Written nothing() {
    return new Written(new TreeSet<>(), 0);
  }
}
