package playhouse.serving.personalisation.titles;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** Which titles somebody had a part in, and which episodes a series has. */
final class Shelving {
  private static final Comparator<TitleCard> IN_ORDER =
      Comparator.comparingInt(TitleCard::season)
          .thenComparingInt(TitleCard::episode)
          .thenComparing(TitleCard::title);

  private final Map<String, Set<String>> byPerson = new ConcurrentHashMap<>();
  private final Map<String, NavigableSet<TitleCard>> bySeries = new ConcurrentHashMap<>();

  void add(TitleCard card) {
    for (String person : card.people()) {
      byPerson.computeIfAbsent(person, name -> ConcurrentHashMap.newKeySet()).add(card.title());
    }
    if (isEpisode(card)) {
      bySeries
          .computeIfAbsent(card.series(), name -> new ConcurrentSkipListSet<>(IN_ORDER))
          .add(card);
    }
  }

  void remove(TitleCard card) {
    for (String person : card.people()) {
      Optional.ofNullable(byPerson.get(person)).ifPresent(those -> those.remove(card.title()));
    }
    if (isEpisode(card)) {
      Optional.ofNullable(bySeries.get(card.series())).ifPresent(those -> those.remove(card));
    }
  }

  List<String> by(String person, int most) {
    return byPerson.getOrDefault(person, Set.of()).stream().sorted().limit(most).toList();
  }

  Optional<TitleCard> after(TitleCard episode) {
    NavigableSet<TitleCard> all = bySeries.get(episode.series());
    return all == null ? Optional.empty() : Optional.ofNullable(all.higher(episode));
  }

  private static boolean isEpisode(TitleCard card) {
    return card.kind().equals("episode") && !card.series().isEmpty();
  }
}
