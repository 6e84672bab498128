package playhouse.batch.kpi;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.OptionalInt;
import java.util.TreeSet;

/** Local days of one zone that days of UTC reach into. */
record ZoneDays(ZoneId zone, NavigableSet<LocalDate> days) {

  /**
   * The local days whose value may change when days of UTC have.
   *
   * @param reach days after it that a changed day also counts for; empty for all later ones
   * @param last the last instant for which there is anything to tell
   */
  static ZoneDays reached(
      ZoneId zone, Collection<LocalDate> utcDays, OptionalInt reach, Instant last) {
    LocalDate lastDay = LocalDate.ofInstant(last, zone);
    NavigableSet<LocalDate> days = new TreeSet<>();
    // From the latest on, so that a reach that was walked before ends the walk.
    for (LocalDate utc : new TreeSet<>(utcDays).descendingSet()) {
      for (LocalDate local : local(utc, zone)) {
        LocalDate until = reach.isPresent() ? local.plusDays(reach.getAsInt()) : lastDay;
        for (LocalDate day = local;
            !day.isAfter(until) && !day.isAfter(lastDay) && days.add(day); ) {
          day = day.plusDays(1);
        }
      }
    }
    return new ZoneDays(zone, days);
  }

  private static List<LocalDate> local(LocalDate utc, ZoneId zone) {
    Instant start = utc.atStartOfDay().toInstant(ZoneOffset.UTC);
    LocalDate first = LocalDate.ofInstant(start, zone);
    LocalDate last = LocalDate.ofInstant(start.plusSeconds(86_399), zone);
    return first.equals(last) ? List.of(first) : List.of(last, first);
  }
}
