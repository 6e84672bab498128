package playhouse.batch.kpi;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import playhouse.batch.DayRange;
import playhouse.batch.Days;
import playhouse.warehouse.Grain;
import playhouse.warehouse.Kpi;
import playhouse.warehouse.Reach;

/**
 * A KPI and the periods for which it is to be computed.
 *
 * @param grains of the periods; all of them begin on the same days
 * @param zones the local days on which the periods begin, in each zone
 */
record Due(Kpi kpi, List<Grain> grains, List<ZoneDays> zones) {

  /** The periods that lie over the same days in every zone. */
  static List<Due> on(Kpi kpi, List<ZoneId> zones, NavigableSet<LocalDate> days) {
    return of(kpi, zones.stream().map(zone -> new ZoneDays(zone, days)).toList());
  }

  /** The periods that lie over local days: one for each length of them that the KPI has. */
  static List<Due> of(Kpi kpi, List<ZoneDays> days) {
    Map<Grain, List<Grain>> byLength =
        kpi.grains().stream()
            .collect(Collectors.groupingBy(Due::length, TreeMap::new, Collectors.toList()));
    return byLength.entrySet().stream()
        .map(
            entry ->
                new Due(
                    kpi,
                    entry.getValue(),
                    days.stream().map(zone -> zone.beginning(entry.getKey())).toList()))
        .toList();
  }

  /** Hours, days and campaigns are told by the day; weeks and months take more days to tell. */
  private static Grain length(Grain grain) {
    return grain == Grain.WEEK || grain == Grain.MONTH ? grain : Grain.DAY;
  }

  /**
   * The local days that changed days of UTC reach into.
   *
   * @param own days that changed in tables that the KPI reads
   * @param any days that changed in whatever table: on those it has a value, be it 0
   */
  static ZoneDays after(
      Kpi kpi,
      ZoneId zone,
      NavigableSet<LocalDate> own,
      NavigableSet<LocalDate> any,
      Instant last) {
    ZoneDays days = ZoneDays.reached(zone, own, kpi.reach(), last);
    // What is told only once some days have passed is told with the first fact of a later one.
    Reach back = new Reach(kpi.reach().before(), OptionalInt.of(0));
    days.days().addAll(ZoneDays.reached(zone, any, back, last).days());
    return days;
  }

  /** The days on which its periods begin, in whatever zone. */
  NavigableSet<LocalDate> days() {
    NavigableSet<LocalDate> days = new TreeSet<>();
    zones.forEach(zone -> days.addAll(zone.days()));
    return days;
  }

  /** The days of each zone, counted from 1970-01-01. */
  Map<String, Set<Integer>> dayNos() {
    Map<String, Set<Integer>> dayNos = new HashMap<>();
    for (ZoneDays zone : zones) {
      Set<Integer> days = new HashSet<>();
      zone.days().forEach(day -> days.add((int) day.toEpochDay()));
      dayNos.put(zone.zone().getId(), days);
    }
    return dayNos;
  }

  /** The part that begins in a range of days. */
  Due within(DayRange range) {
    List<ZoneDays> parts = new ArrayList<>();
    for (ZoneDays zone : zones) {
      NavigableSet<LocalDate> days = zone.days().subSet(range.from(), true, range.to(), true);
      if (!days.isEmpty()) {
        parts.add(new ZoneDays(zone.zone(), new TreeSet<>(days)));
      }
    }
    return new Due(kpi, grains, parts);
  }

  /** All days of several, as ranges that are neither sparse nor so long that a plan grows heavy. */
  static List<DayRange> ranges(List<Due> due, int mostDays, int widestHole) {
    NavigableSet<LocalDate> days = new TreeSet<>();
    due.forEach(one -> days.addAll(one.days()));
    List<DayRange> ranges = new ArrayList<>();
    for (DayRange range : Days.ranges(days, widestHole)) {
      for (LocalDate from = range.from();
          !from.isAfter(range.to());
          from = from.plusDays(mostDays)) {
        LocalDate to = from.plusDays(mostDays - 1L);
        ranges.add(new DayRange(from, to.isAfter(range.to()) ? range.to() : to));
      }
    }
    return ranges;
  }
}
