package playhouse.batch.core;

import java.time.LocalDate;
import java.util.Collection;
import java.util.NavigableSet;
import playhouse.batch.Days;

/**
 * A table that a day of another is made of.
 *
 * @param table its name; it is partitioned by day
 * @param before days before the day that are needed too
 * @param after days after it that are needed too
 */
public record Input(String table, int before, int after) {

  /** The day of the same date, and no other. */
  public static Input same(String table) {
    return new Input(table, 0, 0);
  }

  /** The days of it that some days are made of. */
  NavigableSet<LocalDate> needed(Collection<LocalDate> owned) {
    return Days.widened(owned, before, after);
  }

  /** The days that are made of some days of it. */
  NavigableSet<LocalDate> reached(Collection<LocalDate> touched) {
    return Days.widened(touched, /* before= */ after, /* after= */ before);
  }
}
