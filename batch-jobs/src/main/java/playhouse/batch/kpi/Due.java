package playhouse.batch.kpi;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
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

  /** The days that changed days of UTC reach into. */
  static Due after(Kpi kpi, List<ZoneId> zones, NavigableSet<LocalDate> touched, Instant last) {
    return new Due(
        kpi,
        zones.stream()
            .map(zone -> ZoneDays.reached(zone, touched, kpi.reach(), last))
            .filter(zone -> !zone.days().isEmpty())
            .toList());
  }

  NavigableSet<LocalDate> days() {
    NavigableSet<LocalDate> days = new TreeSet<>();
    zones.forEach(zone -> days.addAll(zone.days()));
    return days;
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
