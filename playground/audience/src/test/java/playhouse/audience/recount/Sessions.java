package playhouse.audience.recount;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import playhouse.audience.render.Dressed;
import playhouse.contracts.Family;

/** Runs of what one person did: K3.4, and K3.1 for each. */
final class Sessions {

  /** On one day. */
  private static final class Begun {
    int all;
    int ofActive;
  }

  private Sessions() {}

  static void count(Sheet sheet, Activity activity, Watching watching) {
    begun(sheet, activity)
        .forEach(
            (day, begun) -> {
              int daily = activity.on(day).size();
              if (daily > 0) {
                sheet.put("K3.4 sessions_per_person", day, "", (double) begun.ofActive / daily);
              }
              double seconds = watching.seconds(day);
              sheet.put("K3.1 mean_seconds_per_session", day, "", seconds / begun.all);
            });
  }

  private static Map<LocalDate, Begun> begun(Sheet sheet, Activity activity) {
    Map<LocalDate, Begun> sessions = new TreeMap<>();
    moments(sheet)
        .forEach(
            (person, moments) -> {
              moments.sort(Comparator.naturalOrder());
              Instant last = Instant.EPOCH;
              for (Instant moment : moments) {
                if (moment.isAfter(last.plusSeconds(1800))) {
                  LocalDate day = sheet.day(moment);
                  Begun begun = sessions.computeIfAbsent(day, key -> new Begun());
                  begun.all++;
                  begun.ofActive += activity.on(day).contains(person) ? 1 : 0;
                }
                last = moment;
              }
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
