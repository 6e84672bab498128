package playhouse.serving.analytics.behaviour;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who came back: of those who registered in a day or a week how many were active in which after it.
 * A pure function.
 *
 * @param weeks whether periods are weeks, from Monday on; else days
 * @param periods how many after the first are looked at
 */
record Retention(boolean weeks, int periods) {

  /**
   * Those who registered in one.
   *
   * @param begins its first UTC day
   * @param returned active in the n-th period after it; the first number is of that itself, and
   *     what is not over yet is not there
   */
  record Cohort(LocalDate begins, long people, List<Long> returned) {}

  /**
   * Counts them.
   *
   * @param today what is not before that is not over
   */
  List<Cohort> of(
      List<Doings.PersonDay> registrations, List<Doings.PersonDay> activity, LocalDate today) {
    Map<String, LocalDate> began = new HashMap<>();
    registrations.forEach(
        one -> began.merge(one.person(), period(one.day()), (a, b) -> a.isBefore(b) ? a : b));
    Map<LocalDate, List<Set<String>>> active = new TreeMap<>();
    Map<LocalDate, Long> people = new HashMap<>();
    began.forEach(
        (person, period) -> {
          people.merge(period, 1L, Long::sum);
          active.computeIfAbsent(period, begins -> none());
        });
    for (Doings.PersonDay one : activity) {
      LocalDate period = began.get(one.person());
      long after = period == null ? -1 : between(period, period(one.day()));
      if (period != null && after >= 0 && after <= periods) {
        active.getOrDefault(period, none()).get((int) after).add(one.person());
      }
    }
    List<Cohort> cohorts = new ArrayList<>();
    active.forEach(
        (begins, sets) ->
            cohorts.add(
                new Cohort(begins, people.getOrDefault(begins, 0L), over(begins, sets, today))));
    return cohorts;
  }

  private List<Long> over(LocalDate begins, List<Set<String>> sets, LocalDate today) {
    List<Long> returned = new ArrayList<>();
    for (int after = 0; after <= periods; after++) {
      LocalDate ends = weeks ? begins.plusWeeks(after + 1L) : begins.plusDays(after + 1L);
      if (ends.isAfter(today)) {
        break;
      }
      returned.add((long) sets.get(after).size());
    }
    return returned;
  }

  private List<Set<String>> none() {
    List<Set<String>> sets = new ArrayList<>();
    for (int after = 0; after <= periods; after++) {
      sets.add(new HashSet<>());
    }
    return sets;
  }

  /** The first day of the period that a day is in. */
  LocalDate period(LocalDate day) {
    return weeks ? day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)) : day;
  }

  private long between(LocalDate one, LocalDate other) {
    return weeks ? ChronoUnit.WEEKS.between(one, other) : ChronoUnit.DAYS.between(one, other);
  }
}
