package playhouse.audience.recount;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import playhouse.audience.render.Dressed;
import playhouse.contracts.Family;
import playhouse.contracts.facts.AppCrashed;

/** Runs of what one person did: K3.4, K7.2, and K3.1 for each. */
final class Sessions {

  private static final List<String> DAY = List.of("day");
  private static final List<String> ALL = List.of("");

  private record Session(UUID person, Instant start, Instant end) {}

  private Sessions() {}

  static void count(Sheet sheet, Activity activity, Watching watching) {
    List<Session> sessions = sessions(sheet);
    Ratio daily = new Ratio(sheet);
    Ratio weekly = new Ratio(sheet);
    Map<LocalDate, Integer> begun = new TreeMap<>();
    for (Session session : sessions) {
      LocalDate day = sheet.day(session.start);
      LocalDate sunday = day.with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY));
      begun.merge(day, 1, Integer::sum);
      if (activity.on(day).contains(session.person)) {
        daily.add(DAY, session.start, ALL, 1, 0);
      }
      if (activity.during(sunday, 7).contains(session.person)) {
        weekly.add(List.of("week"), session.start, ALL, 1, 0);
      }
    }
    for (LocalDate day : sheet.days()) {
      daily.add(DAY, sheet.begin(day), ALL, 0, activity.on(day).size());
    }
    for (Instant week : sheet.periods("week")) {
      int people = activity.during(sheet.day(week).plusDays(6), 7).size();
      weekly.add(List.of("week"), week, ALL, 0, people);
    }
    daily.put("K3.4 sessions_per_person");
    weekly.put("K3.4 sessions_per_person");
    begun.forEach(
        (day, n) -> sheet.put("K3.1 mean_seconds_per_session", day, "", watching.seconds(day) / n));
    crashes(sheet, activity, sessions);
  }

  private static void crashes(Sheet sheet, Activity activity, List<Session> sessions) {
    List<Told<AppCrashed>> crashes = sheet.facts(AppCrashed.class);
    Ratio rate = new Ratio(sheet);
    for (Session session : sessions) {
      boolean crashed =
          crashes.stream()
              .filter(crash -> session.person.equals(crash.person()))
              .anyMatch(
                  crash ->
                      !crash.at().isBefore(session.start)
                          && crash.at().isBefore(session.end.plusSeconds(1800)));
      rate.add(DAY, session.start, ALL, crashed ? 1 : 0, 1);
    }
    rate.put("K7.2 crash_rate");
    Ratio free = new Ratio(sheet);
    for (LocalDate day : sheet.days()) {
      Set<UUID> calm = new HashSet<>(activity.on(day));
      for (Told<AppCrashed> crash : crashes) {
        UUID person = crash.person();
        if (person != null && sheet.day(crash.at()).equals(day)) {
          calm.remove(person);
        }
      }
      free.add(DAY, sheet.begin(day), ALL, calm.size(), activity.on(day).size());
    }
    free.put("K7.2 crash_free");
  }

  private static List<Session> sessions(Sheet sheet) {
    List<Session> sessions = new ArrayList<>();
    moments(sheet)
        .forEach(
            (person, moments) -> {
              moments.sort(Comparator.naturalOrder());
              Instant start = moments.get(0);
              Instant last = start;
              for (Instant moment : moments) {
                if (moment.isAfter(last.plusSeconds(1800))) {
                  sessions.add(new Session(person, start, last));
                  start = moment;
                }
                last = moment;
              }
              sessions.add(new Session(person, start, last));
            });
    return sessions;
  }

  private static Map<UUID, List<Instant>> moments(Sheet sheet) {
    Map<UUID, List<Instant>> moments = new HashMap<>();
    for (Dressed event : sheet.events()) {
      Family family = event.type().family();
      UUID person = event.envelope().getPerson();
      if (person != null && (family == Family.PLAYBACK || family == Family.INTERACTION)) {
        Instant occurred = event.envelope().getOccurred();
        moments.computeIfAbsent(person, key -> new ArrayList<>()).add(occurred);
      }
    }
    return moments;
  }
}
