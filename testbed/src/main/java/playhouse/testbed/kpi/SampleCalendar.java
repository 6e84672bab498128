package playhouse.testbed.kpi;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The tables that say what a day is, for a few days in two zones. */
record SampleCalendar(LocalDate from, LocalDate to, List<ZoneId> zones) {
  private static final int QUARTERS_PER_HOUR = 4;
  private static final int QUARTERS_PER_DAY = 96;
  private static final int TRAILING_DAYS = 28;

  /** True for a table that this makes. */
  static boolean makes(String table) {
    return List.of("core.periods", "core.days", "core.utc_days", "core.trailing_days")
        .contains(table);
  }

  /** The rows of such a table, by column. */
  List<Map<String, Object>> rows(String table) {
    List<Map<String, Object>> rows = new ArrayList<>();
    if (table.equals("core.trailing_days")) {
      from.datesUntil(to.plusDays(1)).forEach(day -> trailing(day, rows::add));
      return rows;
    }
    for (ZoneId zone : zones) {
      from.datesUntil(to.plusDays(1))
          .forEach(
              day -> {
                switch (table) {
                  case "core.periods" -> periods(zone, day, rows::add);
                  case "core.days" -> rows.add(day(zone, day));
                  case "core.utc_days" -> utcDays(zone, day, rows::add);
                  default -> throw new IllegalArgumentException(table);
                }
              });
    }
    return rows;
  }

  private static Map<String, Object> day(ZoneId zone, LocalDate day) {
    Map<String, Object> row = new HashMap<>();
    row.put("zone", zone.getId());
    row.put("day_no", (int) day.toEpochDay());
    row.put("day", day);
    row.put("from_quarter_no", quarterNo(day, zone));
    row.put("until_quarter_no", quarterNo(day.plusDays(1), zone));
    row.put("year", day.getYear());
    return row;
  }

  private static void utcDays(ZoneId zone, LocalDate day, Consumer<Map<String, Object>> out) {
    int from = quarterNo(day, zone);
    int until = quarterNo(day.plusDays(1), zone);
    for (int utc = from - Math.floorMod(from, QUARTERS_PER_DAY);
        utc < until;
        utc += QUARTERS_PER_DAY) {
      Map<String, Object> row = day(zone, day);
      row.put("utc_quarter_no", utc);
      out.accept(row);
    }
  }

  private static void periods(ZoneId zone, LocalDate day, Consumer<Map<String, Object>> out) {
    int from = quarterNo(day, zone);
    int week = quarterNo(day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)), zone);
    int month = quarterNo(day.withDayOfMonth(1), zone);
    for (int no = from; no < quarterNo(day.plusDays(1), zone); no++) {
      int hour = no - (no - from) % QUARTERS_PER_HOUR;
      Map<String, Integer> periods =
          Map.of("hour", hour, "day", from, "week", week, "month", month);
      for (Map.Entry<String, Integer> period : periods.entrySet()) {
        Map<String, Object> row = new HashMap<>();
        row.put("zone", zone.getId());
        row.put("grain", period.getKey());
        row.put("period_no", period.getValue());
        row.put("quarter_no", no);
        row.put("day_no", (int) day.toEpochDay());
        row.put("year", day.getYear());
        out.accept(row);
      }
    }
  }

  private static void trailing(LocalDate day, Consumer<Map<String, Object>> out) {
    for (int age = 0; age < TRAILING_DAYS; age++) {
      Map<String, Object> row = new HashMap<>();
      row.put("day_no", (int) day.toEpochDay());
      row.put("member_day_no", (int) day.toEpochDay() - age);
      row.put("age_days", age);
      row.put("year", day.getYear());
      out.accept(row);
    }
  }

  private static int quarterNo(LocalDate day, ZoneId zone) {
    return (int) Math.floorDiv(day.atStartOfDay(zone).toEpochSecond(), 900L);
  }
}
