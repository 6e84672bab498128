package playhouse.audience.truth.content;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import playhouse.audience.act.Noted;
import playhouse.audience.truth.Chapter;
import playhouse.audience.truth.Known;
import playhouse.audience.truth.Tally;
import playhouse.audience.truth.Zone;
import playhouse.contracts.facts.RightsExpired;
import playhouse.contracts.facts.RightsGranted;
import playhouse.contracts.facts.TitleUpserted;
import playhouse.contracts.facts.TitleWithdrawn;

/** What is there to see at the end of each day, where, and what of it is nowhere else. */
public final class Library implements Chapter {

  private static final Set<String> KINDS = Set.of("film", "episode", "track", "podcast");
  private static final String EVERYWHERE = "*";

  private final Map<String, Shelf> shelves = new TreeMap<>();
  private final Map<String, Grant> grants = new TreeMap<>();
  private final Map<String, Long> expired = new TreeMap<>();

  /** A title and when it was there. */
  private static final class Shelf {
    final TreeMap<Long, Boolean> published = new TreeMap<>();
    String kind = "";
    String series = "";
    long runtimeMillis;
    long firstAt = Long.MAX_VALUE;
  }

  private record Grant(
      String title, List<String> territories, long from, long until, boolean exclusive) {

    boolean in(String territory) {
      return territories.contains(territory) || territories.contains(EVERYWHERE);
    }
  }

  @Override
  public void noted(Noted act) {
    if (act.fact() instanceof TitleUpserted title) {
      Shelf shelf = shelf(title.getTitle());
      shelf.published.put(act.at(), true);
      shelf.kind = title.getKind();
      shelf.series = title.getSeries() == null ? "" : title.getSeries();
      shelf.runtimeMillis = title.getRuntimeMillis() == null ? 0 : title.getRuntimeMillis();
      shelf.firstAt = Math.min(shelf.firstAt, act.at());
    } else if (act.fact() instanceof TitleWithdrawn title) {
      shelf(title.getTitle()).published.put(act.at(), false);
    } else if (act.fact() instanceof RightsGranted grant) {
      long from = Math.max(act.at(), grant.getValidFrom().toEpochMilli());
      grants.put(
          grant.getGrant(),
          new Grant(
              grant.getTitle(),
              List.copyOf(grant.getTerritories()),
              from,
              grant.getValidUntil().toEpochMilli(),
              grant.getExclusive()));
    } else if (act.fact() instanceof RightsExpired end) {
      expired.merge(end.getGrant(), act.at(), Math::min);
    }
  }

  private Shelf shelf(String title) {
    return shelves.computeIfAbsent(title, key -> new Shelf());
  }

  @Override
  public void total(Known known, Tally tally) {
    for (Shelf shelf : shelves.values()) {
      if (KINDS.contains(shelf.kind)) {
        tally.add("new titles", "", shelf.firstAt, 1);
      }
    }
  }

  @Override
  public void total(Zone zone) {
    if (shelves.isEmpty()) {
      return;
    }
    SortedSet<String> territories = new TreeSet<>(List.of(EVERYWHERE));
    grants.values().forEach(grant -> territories.addAll(grant.territories()));
    for (int day = zone.firstDay(); day <= zone.lastDay(); day++) {
      long end = zone.calendar().end(day);
      Map<String, List<Grant>> inForce = inForce(end);
      for (Map.Entry<String, Shelf> shelf : shelves.entrySet()) {
        Map.Entry<Long, Boolean> latest = shelf.getValue().published.lowerEntry(end);
        if (KINDS.contains(shelf.getValue().kind) && latest != null && latest.getValue()) {
          List<Grant> own = new ArrayList<>(inForce.getOrDefault(shelf.getKey(), List.of()));
          own.addAll(inForce.getOrDefault(shelf.getValue().series, List.of()));
          count(shelf.getValue(), own, territories, zone.calendar().begin(day), zone.tally());
        }
      }
    }
  }

  /** Grants that hold in the last moment before, by title. */
  private Map<String, List<Grant>> inForce(long end) {
    Map<String, List<Grant>> inForce = new HashMap<>();
    grants.forEach(
        (id, grant) -> {
          boolean ended = expired.getOrDefault(id, Long.MAX_VALUE) < end;
          if (grant.from() < end && grant.until() >= end && !ended) {
            inForce.computeIfAbsent(grant.title(), key -> new ArrayList<>()).add(grant);
          }
        });
    return inForce;
  }

  private static void count(
      Shelf shelf, List<Grant> grants, Set<String> territories, long at, Tally tally) {
    if (grants.isEmpty()) {
      return;
    }
    licensed(shelf, "", grants, at, tally);
    tally.add("titles", "type=" + shelf.kind, at, 1);
    tally.add("runtime", "type=" + shelf.kind, at, shelf.runtimeMillis);
    for (String territory : territories) {
      List<Grant> there = grants.stream().filter(grant -> grant.in(territory)).toList();
      if (!there.isEmpty()) {
        licensed(shelf, "territory=" + territory, there, at, tally);
      }
    }
  }

  private static void licensed(Shelf shelf, String by, List<Grant> grants, long at, Tally tally) {
    boolean exclusive = grants.stream().anyMatch(Grant::exclusive);
    tally.add("titles", by, at, 1);
    tally.add("licensed", by, at, 1);
    tally.add("runtime", by, at, shelf.runtimeMillis);
    tally.add("exclusive", by, at, exclusive ? 1 : 0);
  }
}
