package playhouse.serving.personalisation.signals;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.Playback;

/**
 * What is played most in a country or on a kind of device, by the newest intents of players: counts
 * that are halved again and again, so that a slice is as of its last ten thousand plays or so.
 */
public final class SliceCounts {
  private static final int HALVED_AFTER = 10_000;
  private static final int MOST_SLICES = 400;
  private static final int KEPT = 200;
  private static final int RANKED_EVERY = 50;

  private final Map<String, Slice> slices = new ConcurrentHashMap<>();

  /** Takes in one record of the topic of playback. */
  public void take(ConsumerRecord<byte[], byte[]> message) {
    Playback fact = Wire.decode(Playback.class, message.value());
    if (fact.getPlaybackStart() == null
        || fact.getPlaybackStart().getAutoplay()
        || fact.getEnvelope().getExclusion() != null) {
      return;
    }
    String title = fact.getPlaybackStart().getTitle();
    count("territory", fact.getEnvelope().getCountry(), title);
    count("platform", fact.getEnvelope().getPlatform(), title);
  }

  /** A slice's titles, most played first; empty if there is no such slice. */
  public List<String> of(String slice) {
    Slice known = slices.get(slice);
    return known == null ? List.of() : known.titles();
  }

  /** Counts a play; whoever is excluded from KPIs is left out before. */
  void count(String kind, @Nullable String where, String title) {
    if (where == null
        || (slices.size() >= MOST_SLICES && !slices.containsKey(kind + ":" + where))) {
      return;
    }
    slices.computeIfAbsent(kind + ":" + where, name -> new Slice()).add(title);
  }

  /** One slice; ordered anew from time to time only. */
  private static final class Slice {
    private final Map<String, Double> counts = new java.util.HashMap<>();
    private List<String> ranked = List.of();
    private int since;
    private int ranksIn;

    synchronized void add(String title) {
      counts.merge(title, 1.0, Double::sum);
      if (++since >= HALVED_AFTER) {
        counts.replaceAll((name, count) -> count / 2);
        counts.values().removeIf(count -> count < 0.25);
        since = 0;
      }
      ranksIn = Math.max(0, ranksIn - 1);
    }

    synchronized List<String> titles() {
      if (ranksIn == 0) {
        ranked =
            counts.entrySet().stream()
                .sorted(
                    Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(KEPT)
                .map(Map.Entry::getKey)
                .toList();
        ranksIn = Math.min(RANKED_EVERY, since / 10 + 1);
      }
      return ranked;
    }
  }
}
