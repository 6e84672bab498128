package playhouse.warehouse;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A day of a zone, and its rows in the tables that say what a day is, by table and column. */
public record LocalDay(ZoneId zone, LocalDate day) {
  /** The tables that it has rows in. */
  public static final List<String> TABLES =
      List.of("core.periods", "core.days", "core.utc_days", "core.trailing_days");

  private static final long QUARTER_SECONDS = 900;
  private static final int QUARTERS_PER_HOUR = 4;
  private static final int QUARTERS_PER_DAY = 96;
  private static final int TRAILING_DAYS = 28;

  /** Its rows in one of the tables; those of trailing days are the same in every zone. */
  public List<Map<String, Object>> rows(String table) {
    return switch (table) {
      case "core.periods" -> periods();
      case "core.days" -> List.of(row());
      case "core.utc_days" -> utcDays();
      case "core.trailing_days" -> trailing();
      default -> throw new IllegalArgumentException("no table of days: " + table);
    };
  }

  /** The quarter hour with which it begins. */
  public int fromQuarterNo() {
    return quarterNo(day);
  }

  /** The quarter hour with which the next one begins. */
  public int untilQuarterNo() {
    return quarterNo(day.plusDays(1));
  }

  private int quarterNo(LocalDate of) {
    return (int) Math.floorDiv(of.atStartOfDay(zone).toEpochSecond(), QUARTER_SECONDS);
  }

  private Map<String, Object> row() {
    Map<String, Object> row = new HashMap<>();
    row.put("zone", zone.getId());
    row.put("day_no", (int) day.toEpochDay());
    row.put("day", day);
    row.put("from_quarter_no", fromQuarterNo());
    row.put("until_quarter_no", untilQuarterNo());
    row.put("year", day.getYear());
    return row;
  }

  private List<Map<String, Object>> utcDays() {
    List<Map<String, Object>> rows = new ArrayList<>();
    int first = fromQuarterNo() - Math.floorMod(fromQuarterNo(), QUARTERS_PER_DAY);
    for (int utc = first; utc < untilQuarterNo(); utc += QUARTERS_PER_DAY) {
      Map<String, Object> row = row();
      row.put("utc_quarter_no", utc);
      rows.add(row);
    }
    return rows;
  }

  private List<Map<String, Object>> periods() {
    int week = quarterNo(day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
    int month = quarterNo(day.withDayOfMonth(1));
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int no = fromQuarterNo(); no < untilQuarterNo(); no++) {
      int hour = no - (no - fromQuarterNo()) % QUARTERS_PER_HOUR;
      rows.add(period(Grain.HOUR, hour, no));
      rows.add(period(Grain.DAY, fromQuarterNo(), no));
      rows.add(period(Grain.WEEK, week, no));
      rows.add(period(Grain.MONTH, month, no));
    }
    return rows;
  }

  private Map<String, Object> period(Grain grain, int periodNo, int quarterNo) {
    Map<String, Object> row = new HashMap<>();
    row.put("zone", zone.getId());
    row.put("grain", grain.word());
    row.put("period_no", periodNo);
    row.put("quarter_no", quarterNo);
    row.put("day_no", (int) day.toEpochDay());
    row.put("year", day.getYear());
    return row;
  }

  private List<Map<String, Object>> trailing() {
    int dayNo = (int) day.toEpochDay();
    return IntStream.range(0, TRAILING_DAYS)
        .mapToObj(
            age ->
                Map.<String, Object>of(
                    "day_no",
                    dayNo,
                    "member_day_no",
                    dayNo - age,
                    "age_days",
                    age,
                    "year",
                    day.getYear()))
        .toList();
  }
}
