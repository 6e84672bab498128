package playhouse.audience.recount;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import playhouse.audience.render.Dressed;
import playhouse.contracts.facts.Envelope;
import playhouse.contracts.facts.RatePublished;

/** The events, the days of a zone that they fall on, and the values counted so far. */
final class Sheet {

  private final ZoneId zone;
  private final List<Dressed> events;
  private final Instant first;
  private final Instant last;
  private final Rates rates;
  private final Map<String, Double> rows = new TreeMap<>();

  Sheet(ZoneId zone, List<Dressed> events) {
    this.zone = zone;
    this.events = events;
    List<Instant> moments =
        events.stream().map(event -> event.envelope().getOccurred()).sorted().toList();
    this.first = moments.get(0);
    this.last = moments.get(moments.size() - 1);
    this.rates = new Rates(facts(RatePublished.class));
  }

  List<Dressed> events() {
    return events;
  }

  /** All facts of a type, in order. */
  <T> List<Told<T>> facts(Class<T> type) {
    List<Told<T>> facts = new ArrayList<>();
    for (Dressed event : events) {
      if (type.isInstance(event.body())) {
        Envelope envelope = event.envelope();
        T fact = type.cast(event.body());
        facts.add(new Told<>(envelope.getOccurred(), envelope.getId(), envelope.getPerson(), fact));
      }
    }
    facts.sort(Comparator.naturalOrder());
    return facts;
  }

  Rates rates() {
    return rates;
  }

  /** Those from the first to the last on which anything happened. */
  List<LocalDate> days() {
    return day(first).datesUntil(day(last).plusDays(1)).toList();
  }

  Map<String, Double> rows() {
    return rows;
  }

  /** True if all that concerns a day is there. */
  boolean complete(LocalDate day) {
    return !day.plusDays(2).isAfter(last.atZone(ZoneOffset.UTC).toLocalDate());
  }

  LocalDate day(Dressed event) {
    return day(event.envelope().getOccurred());
  }

  LocalDate day(Instant moment) {
    return moment.atZone(zone).toLocalDate();
  }

  Instant begin(LocalDate day) {
    return day.atStartOfDay(zone).toInstant();
  }

  Instant end(LocalDate day) {
    return begin(day.plusDays(1));
  }

  /** The first moment of the hour, day, week or month. */
  Instant begin(String grain, Instant moment) {
    LocalDate day = day(moment);
    return switch (grain) {
      case "hour" -> moment.atZone(zone).truncatedTo(ChronoUnit.HOURS).toInstant();
      case "day" -> begin(day);
      case "week" -> begin(day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
      case "month" -> begin(day.withDayOfMonth(1));
      default -> throw new IllegalArgumentException(grain);
    };
  }

  /** All hours, days, weeks or months. */
  SortedSet<Instant> periods(String grain) {
    SortedSet<Instant> periods = new TreeSet<>();
    for (LocalDate day : days()) {
      for (int hour = 0; hour < (grain.equals("hour") ? 24 : 1); hour++) {
        Instant moment = begin(day).plusSeconds(3600L * hour);
        if (!moment.isAfter(last)) {
          periods.add(begin(grain, moment));
        }
      }
    }
    periods.removeIf(period -> period.isBefore(begin(grain, first)));
    return periods;
  }

  void put(String what, LocalDate day, String by, double value) {
    put(what, "day", begin(day), by, value);
  }

  void put(String what, String grain, Instant begin, String by, double value) {
    rows.put(what + " " + grain + " " + begin + " " + by, value);
  }

  /** Counts nothing yet for every period. */
  void zero(String what, String... grains) {
    for (String grain : grains) {
      periods(grain).forEach(begin -> put(what, grain, begin, "", 0));
    }
  }

  /** Counts more in the period of a moment. */
  void add(String what, String grain, Instant moment, String by, double more) {
    rows.merge(what + " " + grain + " " + begin(grain, moment) + " " + by, more, Double::sum);
  }

  /** Counts more in the whole and in slices. */
  void addAll(String what, List<String> grains, Instant moment, List<String> slices, double more) {
    for (String grain : grains) {
      add(what, grain, moment, "", more);
      slices.forEach(by -> add(what, grain, moment, by, more));
    }
  }
}
