package playhouse.serving.personalisation.recommend;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import playhouse.contracts.behaviour.FormerTitles;
import playhouse.contracts.facts.LiveFeatures;
import playhouse.models.recommend.Taken;
import playhouse.serving.personalisation.candidates.Ask;
import playhouse.serving.personalisation.candidates.Viewer;
import playhouse.serving.personalisation.people.LiveStore;
import playhouse.serving.personalisation.signals.Likes;
import playhouse.serving.personalisation.signals.Unfinished;
import playhouse.serving.personalisation.titles.Titles;

/** Fills in what is known of the person who asks. */
public final class Hydration {
  /** So many of the latest titles say which genres somebody likes. */
  private static final int TITLES = 50;

  private final LiveStore live;
  private final Titles titles;
  private final Unfinished unfinished;
  private final Likes likes;
  private final Limits limits;

  /**
   * What a person must not or does not want to be shown.
   *
   * @param mostAge years of age up to which titles are suitable for them; empty if there is no
   *     limit
   * @param blocked titles that they do not want
   */
  public record Limits(Function<UUID, OptionalInt> mostAge, Function<UUID, Set<String>> blocked) {
    /** Nobody has any. */
    public static final Limits NONE = new Limits(who -> OptionalInt.empty(), who -> Set.of());
  }

  /** From these. */
  public Hydration(
      LiveStore live, Titles titles, Unfinished unfinished, Likes likes, Limits limits) {
    this.live = live;
    this.titles = titles;
    this.unfinished = unfinished;
    this.likes = likes;
    this.limits = limits;
  }

  /** All that is known. */
  public Viewer viewer(Ask ask) {
    Optional<LiveFeatures> features = live.find(ask.person());
    List<Taken> history =
        features.stream()
            .flatMap(some -> some.getRecent().stream())
            .map(recent -> new Taken(recent.getTitle(), recent.getOccurred(), recent.getStrength()))
            .toList();
    Set<String> known = new HashSet<>();
    history.forEach(taken -> known.add(taken.title()));
    ask.title().ifPresent(known::add);
    FormerTitles former =
        features.map(some -> FormerTitles.of(some.getFormer())).orElse(FormerTitles.NONE);
    return new Viewer(
        history,
        known,
        former,
        catalogues(ask, history),
        genres(history),
        stops(ask.person()),
        live.pseudonyms(ask.person()).stream()
            .flatMap(each -> likes.of(each).stream())
            .distinct()
            .toList(),
        limits.blocked().apply(ask.person()),
        limits.mostAge().apply(ask.person()),
        features.map(LiveFeatures::getVersion).orElse(0L));
  }

  /** Where they stopped under whatever pseudonym, latest first. */
  private List<Unfinished.Stop> stops(UUID person) {
    List<UUID> all = live.pseudonyms(person);
    return all.size() == 1
        ? unfinished.of(person)
        : all.stream()
            .flatMap(each -> unfinished.of(each).stream())
            .sorted(Comparator.comparing(Unfinished.Stop::at).reversed())
            .toList();
  }

  /** As if nothing were known of their taste; what they must not see is known all the same. */
  Viewer stranger(Ask ask) {
    return new Viewer(
        List.of(),
        Set.of(),
        FormerTitles.NONE,
        catalogues(ask, List.of()),
        Map.of(),
        List.of(),
        List.of(),
        limits.blocked().apply(ask.person()),
        limits.mostAge().apply(ask.person()),
        0);
  }

  /** Titles of different catalogues are not mixed: nothing tells how they compare. */
  private static Set<String> catalogues(Ask ask, List<Taken> history) {
    if (ask.title().isPresent()) {
      return Set.of(Titles.catalogueOf(ask.title().get()));
    }
    if (ask.surface() == Ask.Surface.SEARCH || history.isEmpty()) {
      return ask.catalogue().stream().collect(Collectors.toUnmodifiableSet());
    }
    Set<String> catalogues = new HashSet<>();
    history.forEach(taken -> catalogues.add(Titles.catalogueOf(taken.title())));
    return catalogues;
  }

  private Map<String, Float> genres(List<Taken> history) {
    Map<String, Float> genres = new HashMap<>();
    float all = 0;
    for (Taken taken : history.subList(0, Math.min(TITLES, history.size()))) {
      if (taken.isWelcome()) {
        for (String genre :
            titles.card(taken.title()).map(card -> card.genres()).orElse(List.of())) {
          genres.merge(genre, taken.strength(), Float::sum);
          all += taken.strength();
        }
      }
    }
    float sum = all;
    genres.replaceAll((genre, weight) -> weight / sum);
    return genres;
  }
}
