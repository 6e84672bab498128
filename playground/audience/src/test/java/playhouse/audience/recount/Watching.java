package playhouse.audience.recount;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** What a day's plays were like: K1.3, K6.1, K6.2, and how long people watched: K3.1. */
final class Watching {

  private final Sheet sheet;
  private final Activity activity;
  private final Map<LocalDate, Double> seconds = new TreeMap<>();

  Watching(Sheet sheet, Activity activity) {
    this.sheet = sheet;
    this.activity = activity;
  }

  /** How long those who were active on a day watched on it. */
  double seconds(LocalDate day) {
    return seconds.getOrDefault(day, 0.0);
  }

  void count(LocalDate day, List<Play> plays) {
    completion(day, plays);
    startup(day, plays);
    stalls(day, plays);
    time(day, plays);
  }

  private void completion(LocalDate day, List<Play> plays) {
    Map<String, List<Double>> by = new TreeMap<>();
    for (Play play : plays) {
      if (play.qualified()) {
        String title = play.said().getTitle();
        by.computeIfAbsent("", key -> new ArrayList<>()).add(play.completion());
        by.computeIfAbsent("title=" + title, key -> new ArrayList<>()).add(play.completion());
      }
    }
    by.forEach(
        (key, values) -> {
          double sum = values.stream().mapToDouble(Double::doubleValue).sum();
          sheet.put("K1.3 completion", day, key, sum / values.size());
        });
  }

  private void startup(LocalDate day, List<Play> plays) {
    Map<String, List<Long>> startups = new TreeMap<>();
    for (Play play : plays) {
      if (play.startup() >= 0) {
        for (String by : play.slices()) {
          startups.computeIfAbsent(by, key -> new ArrayList<>()).add(play.startup());
        }
      }
    }
    startups.forEach(
        (by, values) -> {
          for (int percent : List.of(50, 95, 99)) {
            sheet.put("K6.1 p" + percent, day, by, Percentile.of(values, percent));
          }
        });
  }

  private void stalls(LocalDate day, List<Play> plays) {
    long stalled = plays.stream().mapToLong(Play::stalled).sum();
    long played = plays.stream().mapToLong(Play::played).sum();
    long stalls = plays.stream().mapToLong(Play::stalls).sum();
    if (stalled + played > 0) {
      sheet.put("K6.2 stall_ratio", day, "", (double) stalled / (stalled + played));
      sheet.put("K6.2 stalls_per_hour", day, "", stalls / (played / 3_600_000.0));
    }
  }

  private void time(LocalDate day, List<Play> plays) {
    Map<UUID, Long> played = new HashMap<>();
    activity.on(day).forEach(person -> played.put(person, 0L));
    for (Play play : plays) {
      UUID person = play.person();
      if (person != null) {
        played.computeIfPresent(person, (key, sum) -> sum + play.played());
      }
    }
    if (played.isEmpty()) {
      return;
    }
    double sum = played.values().stream().mapToLong(Long::longValue).sum() / 1000.0;
    seconds.put(day, sum);
    sheet.put("K3.1 mean_seconds_per_person", day, "", sum / played.size());
    List<Long> whole = played.values().stream().map(ms -> (long) Math.ceil(ms / 1000.0)).toList();
    sheet.put("K3.1 median_seconds_per_person", day, "", Percentile.of(whole, 50));
  }
}
