package playhouse.audience.recount;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import playhouse.contracts.facts.RightsExpired;
import playhouse.contracts.facts.RightsGranted;
import playhouse.contracts.facts.TitleUpserted;
import playhouse.contracts.facts.TitleWithdrawn;

/** What there is to see at the end of each day: K1.1, K1.2 and K1.4. */
final class Shelves {

  private static final Set<String> KINDS = Set.of("film", "episode", "track", "podcast");

  private final Sheet sheet;
  private final Map<String, TreeMap<Instant, Optional<TitleUpserted>>> titles = new TreeMap<>();
  private final List<Told<RightsGranted>> grants;
  private final Map<String, Instant> expired = new HashMap<>();
  private final Map<LocalDate, Integer> counts = new TreeMap<>();

  private Shelves(Sheet sheet) {
    this.sheet = sheet;
    this.grants = sheet.facts(RightsGranted.class);
    for (Told<TitleUpserted> told : sheet.facts(TitleUpserted.class)) {
      titles
          .computeIfAbsent(told.fact().getTitle(), key -> new TreeMap<>())
          .put(told.at(), Optional.of(told.fact()));
    }
    for (Told<TitleWithdrawn> told : sheet.facts(TitleWithdrawn.class)) {
      titles
          .computeIfAbsent(told.fact().getTitle(), key -> new TreeMap<>())
          .put(told.at(), Optional.empty());
    }
    for (Told<RightsExpired> told : sheet.facts(RightsExpired.class)) {
      expired.putIfAbsent(told.fact().getGrant(), told.at());
    }
  }

  /** Counts them, and says how many titles there were on each day. */
  static Map<LocalDate, Integer> count(Sheet sheet) {
    Shelves shelves = new Shelves(sheet);
    sheet.days().forEach(shelves::day);
    return shelves.counts;
  }

  private void day(LocalDate day) {
    Instant end = sheet.end(day);
    fresh(day);
    Map<String, List<RightsGranted>> held = held(end);
    List<TitleUpserted> offered = new ArrayList<>();
    titles
        .values()
        .forEach(
            told -> {
              Map.Entry<Instant, Optional<TitleUpserted>> latest = told.lowerEntry(end);
              if (latest != null) {
                latest
                    .getValue()
                    .filter(title -> KINDS.contains(title.getKind()))
                    .ifPresent(offered::add);
              }
            });
    put(day, "", offered, held, grant -> true);
    for (String kind : KINDS) {
      List<TitleUpserted> own =
          offered.stream().filter(title -> title.getKind().equals(kind)).toList();
      library(day, "type=" + kind, own, held, grant -> true);
    }
    Set<String> territories = new TreeSet<>(List.of("*"));
    grants.forEach(told -> territories.addAll(told.fact().getTerritories()));
    for (String territory : territories) {
      put(
          day,
          "territory=" + territory,
          offered,
          held,
          grant ->
              grant.getTerritories().contains(territory) || grant.getTerritories().contains("*"));
    }
    counts.put(day, licensed(offered, held, grant -> true).size());
  }

  private void fresh(LocalDate day) {
    for (int length : List.of(7, 28)) {
      long count =
          titles.values().stream()
              .filter(told -> told.firstEntry().getValue().isPresent())
              .filter(told -> KINDS.contains(told.firstEntry().getValue().get().getKind()))
              .map(told -> sheet.day(told.firstKey()))
              .filter(first -> !first.isAfter(day) && first.isAfter(day.minusDays(length)))
              .count();
      sheet.put("K1.2 new_" + length + "d", day, "", (double) count);
    }
  }

  /** Grants that hold in the last moment before, by title. */
  private Map<String, List<RightsGranted>> held(Instant end) {
    Map<String, List<RightsGranted>> held = new HashMap<>();
    Instant last = end.minusMillis(1);
    for (Told<RightsGranted> told : grants) {
      RightsGranted grant = told.fact();
      boolean begun = !told.at().isAfter(last) && !grant.getValidFrom().isAfter(last);
      boolean over =
          !last.isBefore(grant.getValidUntil())
              || !expired.getOrDefault(grant.getGrant(), Instant.MAX).isAfter(last);
      if (begun && !over) {
        held.computeIfAbsent(grant.getTitle(), key -> new ArrayList<>()).add(grant);
      }
    }
    return held;
  }

  private static List<TitleUpserted> licensed(
      List<TitleUpserted> offered,
      Map<String, List<RightsGranted>> held,
      Predicate<RightsGranted> rule) {
    return offered.stream()
        .filter(
            title -> {
              String series = title.getSeries() == null ? "" : title.getSeries();
              return held.getOrDefault(title.getTitle(), List.of()).stream().anyMatch(rule)
                  || held.getOrDefault(series, List.of()).stream().anyMatch(rule);
            })
        .toList();
  }

  private void put(
      LocalDate day,
      String by,
      List<TitleUpserted> offered,
      Map<String, List<RightsGranted>> held,
      Predicate<RightsGranted> there) {
    library(day, by, offered, held, there);
    int all = licensed(offered, held, there).size();
    if (all > 0) {
      double own = licensed(offered, held, there.and(RightsGranted::getExclusive)).size();
      sheet.put("K1.4 exclusive_share", day, by, own / all);
    }
  }

  private void library(
      LocalDate day,
      String by,
      List<TitleUpserted> offered,
      Map<String, List<RightsGranted>> held,
      Predicate<RightsGranted> there) {
    List<TitleUpserted> titles = licensed(offered, held, there);
    long millis =
        titles.stream()
            .mapToLong(title -> title.getRuntimeMillis() == null ? 0 : title.getRuntimeMillis())
            .sum();
    if (by.isEmpty() || !titles.isEmpty()) {
      sheet.put("K1.1 titles", day, by, titles.size());
      sheet.put("K1.1 runtime_hours", day, by, millis / 3_600_000.0);
    }
  }
}
