package playhouse.audience.recount;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import playhouse.audience.render.Dressed;

/** Who was active on which day: K2.2 and K10.4. */
final class Activity {

  private static final Set<String> ACTIVE =
      Set.of(
          "rating",
          "tag",
          "comment.added",
          "danmaku.sent",
          "like.added",
          "favourite.added",
          "share.completed");

  private final Sheet sheet;
  private static final Set<String> SOCIABLE =
      Set.of("comment.added", "danmaku.sent", "like.added", "share.completed");

  private final Map<LocalDate, Set<UUID>> actives = new TreeMap<>();
  private final Map<LocalDate, Set<UUID>> sociable = new TreeMap<>();
  private final Map<String, Set<UUID>> spans = new HashMap<>();

  private Activity(Sheet sheet) {
    this.sheet = sheet;
  }

  static Activity of(Sheet sheet, Map<LocalDate, List<Play>> plays) {
    Activity activity = new Activity(sheet);
    plays.forEach(
        (day, played) -> {
          for (Play play : played) {
            UUID person = play.person();
            if (person != null && play.qualified()) {
              activity.add(day, person);
            }
          }
        });
    for (Dressed event : sheet.events()) {
      UUID person = event.envelope().getPerson();
      if (person != null && ACTIVE.contains(event.type().name())) {
        activity.add(sheet.day(event), person);
      }
      if (person != null && SOCIABLE.contains(event.type().name())) {
        LocalDate day = sheet.day(event);
        activity.sociable.computeIfAbsent(day, key -> new HashSet<>()).add(person);
      }
    }
    return activity;
  }

  private void add(LocalDate day, UUID person) {
    actives.computeIfAbsent(day, key -> new HashSet<>()).add(person);
  }

  Set<UUID> on(LocalDate day) {
    return actives.getOrDefault(day, Set.of());
  }

  void count() {
    for (LocalDate day : sheet.days()) {
      double daily = within(day, 1);
      double monthly = within(day, 28);
      sheet.put("K2.2 dau", day, "", daily);
      sheet.put("K2.2 wau", day, "", within(day, 7));
      sheet.put("K2.2 mau", day, "", monthly);
      if (daily > 0) {
        double company = sociable.getOrDefault(day, Set.of()).size();
        sheet.put("K10.4 share", day, "", company / daily);
      }
      if (monthly > 0) {
        sheet.put("K2.2 stickiness", day, "", daily / monthly);
      }
    }
  }

  private int within(LocalDate last, int length) {
    return during(last, length).size();
  }

  /** Everybody who was active in the days that end with one. */
  Set<UUID> during(LocalDate last, int length) {
    return spans.computeIfAbsent(last + " " + length, key -> union(last, length));
  }

  private Set<UUID> union(LocalDate last, int length) {
    Set<UUID> all = new HashSet<>();
    for (int i = 0; i < length; i++) {
      all.addAll(on(last.minusDays(i)));
    }
    return all;
  }
}
