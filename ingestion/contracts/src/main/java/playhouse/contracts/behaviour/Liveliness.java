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
 * @param former titles that fell out of the recent ones
 */
public record Liveliness(
    long version,
    long occurredMicros,
    List<Attention> recent,
    long plays,
    long playedMillis,
    long interactions,
    FormerTitles former) {

  /** How many titles are remembered. */
  public static final int TITLES = 200;

  /** Somebody we know nothing of. */
  public static final Liveliness NONE =
      new Liveliness(0, Long.MIN_VALUE, List.of(), 0, 0, 0, FormerTitles.NONE);

  /** Keeps its own copy of the titles. */
  public Liveliness {
    recent = List.copyOf(recent);
  }

  /** The same with one more deed; the very same object if the deed changes nothing. */
  public Liveliness with(Deed deed) {
    Mark mark = deed.mark();
    Attention fresh = Attention.of(deed);
    List<Attention> ranked = ranked(fresh);
    boolean overflows = ranked.size() > TITLES;
    Attention last = ranked.get(ranked.size() - 1);
    Liveliness after =
        new Liveliness(
            version + 1,
            Math.max(occurredMicros, fresh.occurredMicros()),
            overflows ? ranked.subList(0, TITLES) : ranked,
            plays + mark.plays(),
            playedMillis + mark.playedMillis(),
            interactions + mark.interactions(),
            overflows ? former.with(last.title()) : former);
    return after.saysTheSameAs(this) ? this : after;
  }

  private boolean saysTheSameAs(Liveliness other) {
    return plays == other.plays
        && playedMillis == other.playedMillis
        && interactions == other.interactions
        && former.equals(other.former)
        && recent.equals(other.recent);
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
        .setFormer(former.bytes())
        .build();
  }

  /** All titles with the fresh one in its place: one more than there is room for, perhaps. */
  private List<Attention> ranked(Attention fresh) {
    List<Attention> titles = new ArrayList<>(recent.size() + 1);
    titles.addAll(recent);
    int known = find(fresh.title());
    Attention merged = known < 0 ? fresh : titles.remove(known).and(fresh);
    titles.add(placeOf(merged, titles), merged);
    return titles;
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
