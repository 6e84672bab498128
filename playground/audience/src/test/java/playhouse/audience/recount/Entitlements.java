package playhouse.audience.recount;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import playhouse.audience.render.Dressed;
import playhouse.contracts.facts.EntitlementChanged;

/** What people may use at the end of each day: K4.1. */
final class Entitlements {

  private Entitlements() {}

  /** Counts them, and says how many had paid. */
  static Map<LocalDate, Integer> count(Sheet sheet) {
    Map<LocalDate, Integer> paying = new TreeMap<>();
    for (LocalDate day : sheet.days()) {
      Instant end = sheet.end(day);
      Collection<Dressed> latest = latest(sheet, end);
      for (String state : List.of("paid", "trial", "grace")) {
        double count =
            latest.stream()
                .map(event -> (EntitlementChanged) event.body())
                .filter(change -> change.getState().equals(state))
                .filter(c -> c.getValidUntil() == null || c.getValidUntil().isAfter(end))
                .count();
        sheet.put("K4.1 " + state, day, "", count);
        if (state.equals("paid")) {
          paying.put(day, (int) count);
        }
      }
    }
    return paying;
  }

  /** Each person's last change before a moment. */
  private static Collection<Dressed> latest(Sheet sheet, Instant end) {
    Map<UUID, Dressed> latest = new HashMap<>();
    for (Dressed event : sheet.events()) {
      UUID person = event.envelope().getPerson();
      if (person != null
          && event.body() instanceof EntitlementChanged
          && event.envelope().getOccurred().isBefore(end)) {
        latest.merge(person, event, Entitlements::later);
      }
    }
    return latest.values();
  }

  private static Dressed later(Dressed one, Dressed other) {
    return one.envelope().getOccurred().isAfter(other.envelope().getOccurred()) ? one : other;
  }
}
