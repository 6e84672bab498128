package playhouse.serving.personalisation.segments;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import playhouse.contracts.facts.LiveFeatures;
import playhouse.contracts.facts.Profile;
import playhouse.contracts.facts.RecentTitle;
import playhouse.serving.billing.plans.PlansApi;
import playhouse.serving.personalisation.people.LiveStore;
import playhouse.serving.personalisation.people.PredictionStore;
import playhouse.serving.personalisation.people.ProfileStore;
import playhouse.serving.personalisation.titles.Titles;

/** What conditions are asked of: everything that is known of a person, by name. */
final class Portraits {
  private static final double NEVER_HOURS = 876_000;
  private static final long NEVER_DAYS = 36_500;
  private static final int TITLES = 50;
  private static final float LIKED = 0.7f;
  private static final double HOUR_MILLIS = 3_600_000;
  private static final double MICROS = 1_000_000;

  private final Known known;
  private final Titles titles;
  private final PlansApi plans;
  private final Predicate<UUID> asked;
  private final Clock clock;

  /** Where what is known of people lies. */
  record Known(LiveStore live, ProfileStore profiles, PredictionStore predictions) {}

  /**
   * From there.
   *
   * @param asked whether somebody lets us
   */
  Portraits(Known known, Titles titles, PlansApi plans, Predicate<UUID> asked, Clock clock) {
    this.known = known;
    this.titles = titles;
    this.plans = plans;
    this.asked = asked;
    this.clock = clock;
  }

  /** Everybody of whom anything is known now. */
  Set<UUID> people() {
    Set<UUID> people = new LinkedHashSet<>();
    known.live().people().forEach(people::add);
    known.profiles().people().forEach(people::add);
    return people;
  }

  /** The subscriptions of some people, if any condition looks at them. */
  Map<UUID, PlansApi.Held> held(Collection<UUID> people, Set<Signal> wanted) {
    return wanted.stream().anyMatch(Signal::isOfSubscription) ? plans.of(people) : Map.of();
  }

  /**
   * What is known of somebody, complete: nothing that a condition may look at is missing. Empty for
   * whom nothing is known of, who does not let us, or who has become somebody else.
   *
   * @param held their subscription
   */
  Optional<Map<String, Object>> of(UUID person, Optional<PlansApi.Held> held) {
    if (!asked.test(person) || !known.live().whoIs(person).equals(person)) {
      return Optional.empty();
    }
    Optional<LiveFeatures> live = known.live().find(person);
    Optional<Profile> nightly = known.profiles().find(person);
    if (live.isEmpty() && nightly.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Object> values = new HashMap<>();
    live(live, values);
    nightly(nightly, values);
    Map<String, Double> predictions = new HashMap<>();
    known
        .predictions()
        .of(person)
        .forEach(one -> predictions.put(one.getModel(), one.getProbability()));
    put(values, Signal.PREDICTIONS, predictions);
    put(values, Signal.COUNTRY, held.map(PlansApi.Held::country).orElse(""));
    put(values, Signal.PLAN, held.map(PlansApi.Held::plan).orElse(""));
    return Optional.of(values);
  }

  private void live(Optional<LiveFeatures> live, Map<String, Object> values) {
    List<RecentTitle> recent = live.map(LiveFeatures::getRecent).orElse(List.of());
    put(values, Signal.PLAYS, live.map(LiveFeatures::getPlays).orElse(0L));
    put(
        values,
        Signal.PLAYED_HOURS,
        live.map(LiveFeatures::getPlayedMillis).orElse(0L) / HOUR_MILLIS);
    put(values, Signal.INTERACTIONS, live.map(LiveFeatures::getInteractions).orElse(0L));
    put(
        values,
        Signal.HOURS_SINCE_ACTIVE,
        live.map(
                some ->
                    Duration.between(some.getOccurred(), clock.instant()).toMillis() / HOUR_MILLIS)
            .orElse(NEVER_HOURS));
    put(values, Signal.RECENT_TITLES, recent.stream().map(RecentTitle::getTitle).toList());
    put(
        values,
        Signal.LIKED_TITLES,
        recent.stream()
            .filter(one -> one.getStrength() >= LIKED)
            .map(RecentTitle::getTitle)
            .toList());
    put(values, Signal.RECENT_GENRES, genres(recent));
  }

  private Map<String, Double> genres(List<RecentTitle> recent) {
    Map<String, Double> genres = new HashMap<>();
    double all = 0;
    for (RecentTitle title : recent.subList(0, Math.min(TITLES, recent.size()))) {
      List<String> of =
          titles.card(title.getTitle()).map(card -> card.genres()).orElseGet(ArrayList::new);
      for (String genre : of) {
        double weight = title.getStrength() / of.size();
        genres.merge(genre, weight, Double::sum);
        all += weight;
      }
    }
    double sum = all;
    if (sum > 0) {
      genres.replaceAll((genre, weight) -> weight / sum);
    }
    return genres;
  }

  private static void nightly(Optional<Profile> nightly, Map<String, Object> values) {
    put(values, Signal.GENRES, nightly.map(Profile::getGenres).orElse(Map.of()));
    put(values, Signal.PLATFORMS, nightly.map(Profile::getPlatforms).orElse(Map.of()));
    put(
        values,
        Signal.RECENCY_DAYS,
        nightly.map(some -> (long) some.getRecencyDays()).orElse(NEVER_DAYS));
    put(values, Signal.EVENTS_28D, nightly.map(Profile::getEvents28d).orElse(0L));
    put(
        values,
        Signal.PLAYED_HOURS_28D,
        nightly.map(Profile::getPlayedMillis28d).orElse(0L) / HOUR_MILLIS);
    put(values, Signal.VALUE_28D, nightly.map(Profile::getValueMicros28d).orElse(0L) / MICROS);
  }

  private static void put(Map<String, Object> values, Signal signal, Object value) {
    values.put(signal.text(), value);
  }
}
