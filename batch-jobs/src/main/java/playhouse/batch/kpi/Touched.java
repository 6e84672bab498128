package playhouse.batch.kpi;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import playhouse.batch.Changes;

/**
 * Days of UTC from which KPIs are to be told anew.
 *
 * @param byTable the days of each core table
 * @param terms days on which terms began that were told of on one of those days, by table
 * @param any the days of all tables, and those next to them on which nothing happened at all
 */
record Touched(
    Map<String, NavigableSet<LocalDate>> byTable,
    Map<String, NavigableSet<LocalDate>> terms,
    NavigableSet<LocalDate> any) {

  /**
   * What follows from some days of each table.
   *
   * @param held all days of each table
   * @param longest days that a hole without facts may have
   */
  static Touched of(
      Changes changes,
      Map<String, NavigableSet<LocalDate>> byTable,
      Map<String, NavigableSet<LocalDate>> held,
      int longest) {
    NavigableSet<LocalDate> facts = union(held.values());
    NavigableSet<LocalDate> any = union(byTable.values());
    any.addAll(ZoneDays.holes(facts, union(byTable.values()), longest));
    Map<String, NavigableSet<LocalDate>> terms = new TreeMap<>();
    for (String table : Terms.TABLES) {
      NavigableSet<LocalDate> told = byTable.getOrDefault(table, new TreeSet<>());
      terms.put(table, Terms.begunBefore(changes, table, told));
    }
    return new Touched(byTable, terms, any);
  }

  /** The days of some of the tables. */
  NavigableSet<LocalDate> in(Collection<String> tables) {
    NavigableSet<LocalDate> days = new TreeSet<>();
    for (String table : tables) {
      days.addAll(byTable.getOrDefault(table, new TreeSet<>()));
      days.addAll(terms.getOrDefault(table, new TreeSet<>()));
    }
    return days;
  }

  private static NavigableSet<LocalDate> union(Collection<NavigableSet<LocalDate>> sets) {
    NavigableSet<LocalDate> union = new TreeSet<>();
    sets.forEach(union::addAll);
    return union;
  }
}
