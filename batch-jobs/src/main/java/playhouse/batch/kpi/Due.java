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
import java.util.TreeSet;
import playhouse.batch.DayRange;
import playhouse.batch.Days;
import playhouse.warehouse.Kpi;

/**
 * A KPI and the local days for which it is to be computed.
 *
 * @param zones the days of each zone
 */
record Due(Kpi kpi, List<ZoneDays> zones) {

  /** The same days in every zone. */
  static Due on(Kpi kpi, List<ZoneId> zones, NavigableSet<LocalDate> days) {
    return new Due(kpi, zones.stream().map(zone -> new ZoneDays(zone, days)).toList());
  }

  /**
   * The days that changed days of UTC reach into.
   *
   * @param own days that changed in tables that the KPI reads
   * @param any days that changed in whatever table: on those it has a value, be it 0
   */
  static Due after(
      Kpi kpi,
      List<ZoneId> zones,
      NavigableSet<LocalDate> own,
      NavigableSet<LocalDate> any,
      Instant last) {
    List<ZoneDays> due = new ArrayList<>();
    for (ZoneId zone : zones) {
      ZoneDays days = ZoneDays.reached(zone, own, kpi.reach(), last);
      days.days().addAll(ZoneDays.reached(zone, any, OptionalInt.of(0), last).days());
      if (!days.days().isEmpty()) {
        due.add(days);
      }
    }
    return new Due(kpi, due);
  }

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

  /** The part that lies in a range of days. */
  Due within(DayRange range) {
    List<ZoneDays> parts = new ArrayList<>();
    for (ZoneDays zone : zones) {
      NavigableSet<LocalDate> days = zone.days().subSet(range.from(), true, range.to(), true);
      if (!days.isEmpty()) {
        parts.add(new ZoneDays(zone.zone(), new TreeSet<>(days)));
      }
    }
    return new Due(kpi, parts);
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
