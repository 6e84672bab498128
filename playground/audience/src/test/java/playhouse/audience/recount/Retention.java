package playhouse.audience.recount;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import playhouse.contracts.facts.AccountVerified;

/** Whether people are still there: K3.2, and K3.3 of users. */
final class Retention {

  private Retention() {}

  static void count(Sheet sheet, Activity activity) {
    Map<LocalDate, Set<UUID>> cohorts = new TreeMap<>();
    Set<UUID> known = new HashSet<>();
    for (Told<AccountVerified> told : sheet.facts(AccountVerified.class)) {
      UUID person = told.person();
      if (person != null && known.add(person)) {
        cohorts.computeIfAbsent(sheet.day(told.at()), key -> new HashSet<>()).add(person);
      }
    }
    cohorts.forEach(
        (day, people) -> {
          for (int n : List.of(1, 7, 30, 90)) {
            share(sheet, activity, "K3.2 d" + n, day, people, day.plusDays(n), 1);
          }
          for (int n : List.of(1, 2, 4, 8, 12)) {
            LocalDate last = day.plusDays(7L * n + 6);
            share(sheet, activity, "K3.2 w" + n, day, people, last, 7);
          }
        });
    sheet.periods("month").forEach(month -> users(sheet, activity, month));
  }

  private static void share(
      Sheet sheet,
      Activity activity,
      String what,
      LocalDate day,
      Set<UUID> people,
      LocalDate last,
      int length) {
    if (sheet.complete(last)) {
      Set<UUID> there = new HashSet<>(activity.during(last, length));
      there.retainAll(people);
      sheet.put(what, day, "", (double) there.size() / people.size());
    }
  }

  private static void users(Sheet sheet, Activity activity, Instant month) {
    LocalDate first = sheet.day(month);
    if (!sheet.complete(first.plusDays(27))) {
      return;
    }
    Set<UUID> before = activity.during(first.minusDays(1), 28);
    Set<UUID> lost = new HashSet<>(before);
    lost.removeAll(activity.during(first.plusDays(27), 28));
    if (!before.isEmpty()) {
      double share = (double) lost.size() / before.size();
      sheet.put("K3.3 users", "month", month, "", share);
    }
  }
}
