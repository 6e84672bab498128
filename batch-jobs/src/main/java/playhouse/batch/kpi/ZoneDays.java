package playhouse.batch.kpi;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import playhouse.warehouse.Grain;
import playhouse.warehouse.Reach;

/** Local days of one zone that days of UTC reach into. */
record ZoneDays(ZoneId zone, NavigableSet<LocalDate> days) {

  /**
   * The local days whose value may change when days of UTC have.
   *
   * @param reach days around it that a changed day also counts for
   * @param last the last instant for which there is anything to tell
   */
  static ZoneDays reached(ZoneId zone, Collection<LocalDate> utcDays, Reach reach, Instant last) {
    LocalDate lastDay = LocalDate.ofInstant(last, zone);
    NavigableSet<LocalDate> days = new TreeSet<>();
    // From the latest on, so that a reach that was walked before ends the walk.
    for (LocalDate utc : new TreeSet<>(utcDays).descendingSet()) {
      for (LocalDate local : local(utc, zone)) {
        LocalDate until =
            reach.after().isPresent() ? local.plusDays(reach.after().getAsInt()) : lastDay;
        for (LocalDate day = local;
            !day.isAfter(until) && !day.isAfter(lastDay) && days.add(day); ) {
          day = day.plusDays(1);
        }
        for (LocalDate day = local.minusDays(1);
            !day.isBefore(local.minusDays(reach.before()));
            day = day.minusDays(1)) {
          if (!day.isAfter(lastDay)) {
            days.add(day);
          }
        }
      }
    }
    return new ZoneDays(zone, days);
  }

  /** Without those that end before a day of UTC begins. */
  ZoneDays from(LocalDate first) {
    return new ZoneDays(zone, new TreeSet<>(days.tailSet(first.minusDays(1), true)));
  }

  /** The days on which the periods begin that these days lie in. */
  ZoneDays beginning(Grain grain) {
    return new ZoneDays(
        zone, days.stream().map(grain::first).collect(Collectors.toCollection(TreeSet::new)));
  }

  /**
   * The days between facts on which there are none, as far as they border on changed days.
   *
   * @param facts days of UTC with facts
   * @param longest days that a hole may have; a longer one parts one history from another
   */
  static NavigableSet<LocalDate> holes(
      NavigableSet<LocalDate> facts, Collection<LocalDate> changed, int longest) {
    NavigableSet<LocalDate> holes = new TreeSet<>();
    for (LocalDate day : changed) {
      LocalDate before = facts.lower(day);
      LocalDate after = facts.higher(day);
      if (before != null && before.isAfter(day.minusDays(longest + 2L))) {
        before.plusDays(1).datesUntil(day).forEach(holes::add);
      }
      if (after != null && after.isBefore(day.plusDays(longest + 2L))) {
        day.plusDays(1).datesUntil(after).forEach(holes::add);
      }
    }
    return holes;
  }

  private static List<LocalDate> local(LocalDate utc, ZoneId zone) {
    Instant start = utc.atStartOfDay().toInstant(ZoneOffset.UTC);
    LocalDate first = LocalDate.ofInstant(start, zone);
    LocalDate last = LocalDate.ofInstant(start.plusSeconds(86_399), zone);
    return first.equals(last) ? List.of(first) : List.of(last, first);
  }
}
