package playhouse.serving.personalisation.candidates;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import playhouse.serving.acquisition.rights.Place;
import playhouse.serving.acquisition.rights.RightsApi;

/** What may be watched as grants say it. */
public final class Licensed implements Availability {
  private static final Duration SOON = Duration.ofDays(14);
  private static final Duration FRESH = Duration.ofMinutes(1);
  private static final int MOST = 200;
  private static final int MOST_PLACES = 1_000;

  private final RightsApi rights;
  private final Clock clock;

  /** By places at no moment; all titles are looked at in the background, for no request waits. */
  private final AsyncLoadingCache<Place, List<Leaving>> leaving;

  /**
   * By these.
   *
   * @param clock a page that stays open is told what may be watched then
   */
  public Licensed(RightsApi rights, Clock clock) {
    this.rights = rights;
    this.clock = clock;
    leaving =
        Caffeine.newBuilder()
            .maximumSize(MOST_PLACES)
            .expireAfterWrite(FRESH)
            .buildAsync(this::leavingAt);
  }

  @Override
  public Predicate<String> toWatch(Ask ask) {
    Place now = ask.context().place().at(clock.instant());
    return title -> rights.may(title, now);
  }

  /** None where it was not asked for within a minute: the next who ask are told. */
  @Override
  public List<Leaving> leaving(Ask ask) {
    return leaving.get(ask.context().place().at(Instant.EPOCH)).getNow(List.of());
  }

  private List<Leaving> leavingAt(Place place) {
    return rights.ending(place.at(clock.instant()), SOON, MOST).stream()
        .map(ending -> new Leaving(ending.title(), ending.until()))
        .toList();
  }
}
