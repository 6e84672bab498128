package playhouse.serving.personalisation.recommend;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import playhouse.contracts.behaviour.FormerTitles;
import playhouse.contracts.facts.LiveFeatures;
import playhouse.models.recommend.Taken;
import playhouse.serving.personalisation.candidates.Ask;
import playhouse.serving.personalisation.candidates.Viewer;
import playhouse.serving.personalisation.people.LiveStore;
import playhouse.serving.personalisation.titles.Titles;

/** Fills in what is known of the person who asks. */
final class Hydration {
  private final LiveStore live;

  Hydration(LiveStore live) {
    this.live = live;
  }

  Viewer viewer(Ask ask) {
    Optional<LiveFeatures> features = live.find(ask.person());
    List<Taken> history =
        features.stream()
            .flatMap(some -> some.getRecent().stream())
            .map(recent -> new Taken(recent.getTitle(), recent.getOccurred(), recent.getStrength()))
            .toList();
    Set<String> known =
        Stream.concat(history.stream().map(Taken::title), ask.title().stream())
            .collect(Collectors.toUnmodifiableSet());
    long version = features.map(LiveFeatures::getVersion).orElse(0L);
    FormerTitles former =
        features.map(some -> FormerTitles.of(some.getFormer())).orElse(FormerTitles.NONE);
    return new Viewer(history, known, former, catalogues(ask, history), version);
  }

  /** Titles of different catalogues are not mixed: nothing tells how they compare. */
  private static Set<String> catalogues(Ask ask, List<Taken> history) {
    if (ask.title().isPresent()) {
      return Set.of(Titles.catalogueOf(ask.title().get()));
    }
    if (history.isEmpty()) {
      return ask.catalogue().stream().collect(Collectors.toUnmodifiableSet());
    }
    return history.stream()
        .map(taken -> Titles.catalogueOf(taken.title()))
        .collect(Collectors.toUnmodifiableSet());
  }
}
