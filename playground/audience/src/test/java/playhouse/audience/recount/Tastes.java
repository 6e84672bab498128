package playhouse.audience.recount;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import playhouse.contracts.facts.AccountVerified;
import playhouse.contracts.facts.LikeAdded;
import playhouse.contracts.facts.ModelEvaluated;
import playhouse.contracts.facts.RecommendationServed;
import playhouse.contracts.facts.ServedItem;
import playhouse.contracts.facts.TitleUpserted;

/** What people watch first, and what becomes of what they are recommended: K7.4 and K11.4. */
final class Tastes {

  private static final List<String> DAY = List.of("day");

  private Tastes() {}

  static void firstWatches(Sheet sheet, Collection<List<Play>> plays) {
    Map<UUID, Play> first = new HashMap<>();
    for (List<Play> played : plays) {
      for (Play play : played) {
        UUID person = play.person();
        if (person != null && play.qualified()) {
          first.merge(person, play, (a, b) -> a.at().isAfter(b.at()) ? b : a);
        }
      }
    }
    Map<UUID, Instant> verified = new HashMap<>();
    for (Told<AccountVerified> told : sheet.facts(AccountVerified.class)) {
      UUID person = told.person();
      if (person != null) {
        verified.putIfAbsent(person, told.at());
      }
    }
    Map<String, TitleUpserted> titles = new HashMap<>();
    for (Told<TitleUpserted> told : sheet.facts(TitleUpserted.class)) {
      titles.put(told.fact().getTitle(), told.fact());
    }
    Map<Instant, Map<String, Integer>> weeks = new TreeMap<>();
    first.forEach(
        (person, play) -> {
          Instant joined = verified.get(person);
          if (joined != null
              && !joined.isBefore(play.at().minus(28, ChronoUnit.DAYS))
              && !joined.isAfter(play.at().plus(1, ChronoUnit.DAYS))) {
            Instant week = sheet.begin("week", play.at());
            Map<String, Integer> counts = weeks.computeIfAbsent(week, key -> new TreeMap<>());
            counts.merge("", 1, Integer::sum);
            TitleUpserted title = titles.get(play.said().getTitle());
            if (title != null) {
              counts.merge("type=" + title.getKind(), 1, Integer::sum);
              counts.merge("genre=" + title.getGenres().get(0), 1, Integer::sum);
            }
          }
        });
    weeks.forEach(
        (week, counts) -> {
          double all = counts.getOrDefault("", 0);
          counts.forEach(
              (by, count) -> {
                if (!by.isEmpty()) {
                  sheet.put("K11.4 share", "week", week, by, count / all);
                }
              });
        });
  }

  static void advice(Sheet sheet, Collection<List<Play>> plays, Map<LocalDate, Integer> libraries) {
    Map<String, List<Instant>> enjoyed = enjoyed(sheet, plays);
    Ratio accuracy = new Ratio(sheet);
    Ratio weighted = new Ratio(sheet);
    Map<LocalDate, Set<String>> distinct = new TreeMap<>();
    for (Told<RecommendationServed> told : sheet.facts(RecommendationServed.class)) {
      if (told.person() == null) {
        continue;
      }
      for (ServedItem item : told.fact().getItems()) {
        boolean hit =
            enjoyed.getOrDefault(told.person() + " " + item.getTitle(), List.of()).stream()
                .anyMatch(
                    at ->
                        !at.isBefore(told.at()) && at.isBefore(told.at().plus(7, ChronoUnit.DAYS)));
        double weight = Math.floor(1_000_000 / Math.max(item.getPropensity(), 0.01));
        List<String> by = List.of("", "model=" + told.fact().getModel());
        accuracy.add(DAY, told.at(), by, hit ? 1 : 0, 1);
        weighted.add(DAY, told.at(), by, hit ? weight : 0, weight);
        distinct.computeIfAbsent(sheet.day(told.at()), key -> new HashSet<>()).add(item.getTitle());
      }
    }
    accuracy.put("K7.4 accuracy");
    weighted.put("K7.4 weighted");
    distinct.forEach(
        (day, titles) -> {
          double library = libraries.getOrDefault(day, 0);
          if (library > 0) {
            sheet.put("K7.4 coverage", day, "", titles.size() / library);
          }
        });
    Ratio ndcg = new Ratio(sheet);
    for (Told<ModelEvaluated> told : sheet.facts(ModelEvaluated.class)) {
      if (told.fact().getMetric().equals("ndcg_at_10")) {
        List<String> by = List.of("", "model=" + told.fact().getModel());
        ndcg.add(DAY, told.at(), by, told.fact().getValuePpm() / 1e6, 1);
      }
    }
    ndcg.put("K7.4 ndcg_at_10");
  }

  private static Map<String, List<Instant>> enjoyed(Sheet sheet, Collection<List<Play>> plays) {
    Map<String, List<Instant>> enjoyed = new HashMap<>();
    for (List<Play> played : plays) {
      for (Play play : played) {
        if (play.mostSeen()) {
          String what = play.person() + " " + play.said().getTitle();
          enjoyed.computeIfAbsent(what, key -> new ArrayList<>()).add(play.at());
        }
      }
    }
    for (Told<LikeAdded> told : sheet.facts(LikeAdded.class)) {
      String what = told.person() + " " + told.fact().getTitle();
      enjoyed.computeIfAbsent(what, key -> new ArrayList<>()).add(told.at());
    }
    return enjoyed;
  }
}
