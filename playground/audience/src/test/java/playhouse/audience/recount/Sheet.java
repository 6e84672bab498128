package playhouse.audience.recount;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import playhouse.audience.render.Dressed;

/** The events, the days of a zone that they fall on, and the values counted so far. */
final class Sheet {

  private final ZoneId zone;
  private final List<Dressed> events;
  private final SortedSet<LocalDate> days = new TreeSet<>();
  private final Map<String, Double> rows = new TreeMap<>();

  Sheet(ZoneId zone, List<Dressed> events) {
    this.zone = zone;
    this.events = events;
    events.forEach(event -> days.add(day(event)));
  }

  List<Dressed> events() {
    return events;
  }

  /** Those on which anything happened. */
  SortedSet<LocalDate> days() {
    return days;
  }

  Map<String, Double> rows() {
    return rows;
  }

  LocalDate day(Dressed event) {
    return day(event.envelope().getOccurred());
  }

  LocalDate day(Instant moment) {
    return moment.atZone(zone).toLocalDate();
  }

  Instant end(LocalDate day) {
    return day.plusDays(1).atStartOfDay(zone).toInstant();
  }

  void put(String what, LocalDate day, String by, double value) {
    rows.put(what + " " + day + " " + by, value);
  }

  void add(String what, LocalDate day, String by, double more) {
    rows.merge(what + " " + day + " " + by, more, Double::sum);
  }
}
