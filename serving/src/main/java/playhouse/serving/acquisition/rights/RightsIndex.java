package playhouse.serving.acquisition.rights;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All grants in memory, by title. Any number ask; one at a time brings in what has changed. Windows
 * are judged when it is asked, so that time needs nobody to pass.
 *
 * <p>An unknown territory, or a device that nobody knows, is shown only what may be shown
 * everywhere, or on everything.
 */
public final class RightsIndex implements RightsApi {
  private final Untold untold;
  private final Map<String, Shelf> shelves = new ConcurrentHashMap<>();
  private final Set<String> catalogues = ConcurrentHashMap.newKeySet();
  private volatile boolean loaded;

  /** What holds of a title of which no grant was ever told. */
  public enum Untold {
    /** It may be shown. */
    OPEN,
    /** It may while none was told of any title of its catalogue. */
    CATALOGUE,
    /** It may not. */
    CLOSED
  }

  /**
   * When a title may be shown.
   *
   * @param until first moment after; empty if nothing ends it by itself
   */
  public record Span(Instant from, Optional<Instant> until) {}

  /** With nothing in it. */
  public RightsIndex(Untold untold) {
    this.untold = untold;
  }

  /** Takes in grants as they stand now. */
  void take(List<Grant> changed) {
    for (Grant grant : changed) {
      String title = grant.terms().title();
      shelves.merge(title, Shelf.EMPTY.with(grant), (before, alone) -> before.with(grant));
      catalogues.add(catalogueOf(title));
    }
  }

  /** From now on what is not in it is not granted. */
  void complete() {
    loaded = true;
  }

  /** Whether it is complete. */
  public boolean isLoaded() {
    return loaded;
  }

  /** Of how many titles a grant was told. */
  public int size() {
    return shelves.size();
  }

  @Override
  public Verdict verdict(String title, Place place) {
    if (!loaded) {
      return Verdict.LOADING;
    }
    Shelf shelf = shelves.get(title);
    return shelf == null ? withoutGrant(title) : shelf.verdict(place);
  }

  @Override
  public Availability at(String title, Place place) {
    Shelf shelf = loaded ? shelves.get(title) : null;
    return shelf == null
        ? Availability.without(verdict(title, place), place.models())
        : shelf.at(place);
  }

  @Override
  public List<Ending> ending(Place place, Duration within, int most) {
    long last = place.micros() + within.toNanos() / 1000;
    List<Ending> ending = new ArrayList<>();
    shelves.forEach(
        (title, shelf) -> {
          boolean changes = shelf.next(place.micros()).filter(moment -> moment <= last).isPresent();
          if (changes && may(title, place)) {
            calendar(title, place).stream()
                .findFirst()
                .flatMap(Span::until)
                .filter(until -> Place.micros(until) <= last)
                .ifPresent(until -> ending.add(new Ending(title, until)));
          }
        });
    return ending.stream()
        .sorted(Comparator.comparing(Ending::until).thenComparing(Ending::title))
        .limit(most)
        .toList();
  }

  /** When a title may be shown so, from that moment on. */
  public List<Span> calendar(String title, Place place) {
    Shelf shelf = shelves.get(title);
    List<Long> moments = new ArrayList<>(List.of(place.micros()));
    if (shelf != null) {
      shelf.moments().stream().filter(moment -> moment > place.micros()).forEach(moments::add);
    }
    List<Span> spans = new ArrayList<>();
    Optional<Instant> began = Optional.empty();
    for (long moment : moments) {
      Instant at = Place.instant(moment);
      boolean may = may(title, place.at(at));
      if (may && began.isEmpty()) {
        began = Optional.of(at);
      } else if (!may && began.isPresent()) {
        spans.add(new Span(began.get(), Optional.of(at)));
        began = Optional.empty();
      }
    }
    began.ifPresent(from -> spans.add(new Span(from, Optional.empty())));
    return List.copyOf(spans);
  }

  private Verdict withoutGrant(String title) {
    return switch (untold) {
      case OPEN -> Verdict.FREE;
      case CLOSED -> Verdict.RIGHTS;
      case CATALOGUE ->
          !catalogues.isEmpty() && catalogues.contains(catalogueOf(title))
              ? Verdict.RIGHTS
              : Verdict.FREE;
    };
  }

  /** What stands before a title's colon; empty for our own. */
  private static String catalogueOf(String title) {
    int colon = title.indexOf(':');
    return colon < 0 ? "" : title.substring(0, colon);
  }
}
