package playhouse.testbed.kpi;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import playhouse.warehouse.LocalDay;

/** The tables that say what a day is, for a few days in two zones. */
record SampleCalendar(LocalDate from, LocalDate to, List<ZoneId> zones) {

  /** True for a table that this makes. */
  static boolean makes(String table) {
    return LocalDay.TABLES.contains(table);
  }

  /** The rows of such a table, by column. */
  List<Map<String, Object>> rows(String table) {
    List<ZoneId> told = table.equals("core.trailing_days") ? zones.subList(0, 1) : zones;
    return told.stream()
        .flatMap(zone -> from.datesUntil(to.plusDays(1)).map(day -> new LocalDay(zone, day)))
        .flatMap(day -> day.rows(table).stream())
        .toList();
  }
}
