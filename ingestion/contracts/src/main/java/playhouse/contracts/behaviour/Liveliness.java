package playhouse.contracts.behaviour;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import playhouse.contracts.facts.LiveFeatures;

/**
 * What the stream knows of one person: the latest titles and counters, bounded.
 *
 * @param version grows with every change
 * @param occurredMicros the latest deed, in microseconds since 1970 UTC
 * @param recent up to {@link #TITLES} titles, latest first, each once
 * @param plays plays begun
 * @param playedMillis wall-clock milliseconds played
 * @param interactions ratings, likes, comments, shares and tags
 */
public record Liveliness(
    long version,
    long occurredMicros,
    List<Attention> recent,
    long plays,
    long playedMillis,
    long interactions) {

  /** How many titles are remembered. */
  public static final int TITLES = 200;

  /** Somebody we know nothing of. */
  public static final Liveliness NONE = new Liveliness(0, Long.MIN_VALUE, List.of(), 0, 0, 0);

  /** The same with one more deed; the very same object if the deed changes nothing. */
  public Liveliness with(Deed deed) {
    Mark mark = deed.mark();
    Attention fresh = Attention.of(deed);
    List<Attention> titles = taking(fresh);
    boolean counted = mark.plays() != 0 || mark.playedMillis() != 0 || mark.interactions() != 0;
    if (titles == recent && !counted) {
      return this;
    }
    return new Liveliness(
        version + 1,
        Math.max(occurredMicros, fresh.occurredMicros()),
        titles,
        plays + mark.plays(),
        playedMillis + mark.playedMillis(),
        interactions + mark.interactions());
  }

  /** What others are told. */
  public LiveFeatures features(UUID person) {
    return LiveFeatures.newBuilder()
        .setPerson(person)
        .setVersion(version)
        .setOccurred(Instant.EPOCH.plus(occurredMicros, ChronoUnit.MICROS))
        .setRecent(recent.stream().map(Attention::recentTitle).toList())
        .setPlays(plays)
        .setPlayedMillis(playedMillis)
        .setInteractions(interactions)
        .build();
  }

  private List<Attention> taking(Attention fresh) {
    int known = find(fresh.title());
    Attention merged = known < 0 ? fresh : recent.get(known).and(fresh);
    if (known >= 0 && merged.equals(recent.get(known))) {
      return recent;
    }
    List<Attention> titles = new ArrayList<>(recent.size() + 1);
    titles.addAll(recent);
    if (known >= 0) {
      titles.remove(known);
    }
    int place = placeOf(merged, titles);
    if (place >= TITLES) {
      return recent;
    }
    titles.add(place, merged);
    return List.copyOf(titles.subList(0, Math.min(TITLES, titles.size())));
  }

  private int find(String title) {
    for (int i = 0; i < recent.size(); i++) {
      if (recent.get(i).title().equals(title)) {
        return i;
      }
    }
    return -1;
  }

  private static int placeOf(Attention attention, List<Attention> titles) {
    int place = 0;
    while (place < titles.size()
        && Attention.LATEST_FIRST.compare(titles.get(place), attention) < 0) {
      place++;
    }
    return place;
  }
}
