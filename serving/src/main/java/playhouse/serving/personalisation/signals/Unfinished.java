package playhouse.serving.personalisation.signals;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.Playback;
import playhouse.contracts.facts.PlaybackHeartbeat;

/**
 * Where people stopped, of the last titles that each played: from the newest reports of players,
 * one thread in, any number out.
 */
public final class Unfinished {
  /** How many of the newest reports are read again after a restart. */
  public static final int MOST_READ = 200_000;

  private static final int MOST_PEOPLE = 200_000;
  private static final int MOST_TITLES = 10;
  private static final double BEGUN = 0.03;
  private static final double FINISHED = 0.92;

  private final Cache<UUID, List<Stop>> people =
      Caffeine.newBuilder().maximumSize(MOST_PEOPLE).build();

  /**
   * Where somebody stopped.
   *
   * @param share how much of the title lies before that, 0 to 1
   */
  public record Stop(String title, long positionMillis, double share, Instant at) {
    boolean isUnfinished() {
      return share >= BEGUN && share < FINISHED;
    }
  }

  /** Takes in one record of the topic of playback. */
  public void take(ConsumerRecord<byte[], byte[]> message) {
    Playback fact = Wire.decode(Playback.class, message.value());
    PlaybackHeartbeat beat = fact.getPlaybackHeartbeat();
    @Nullable UUID person = fact.getEnvelope().getPerson();
    if (beat == null || person == null || beat.getRuntimeMillis() <= 0) {
      return;
    }
    double share = Math.min(1, (double) beat.getToMillis() / beat.getRuntimeMillis());
    note(
        person,
        new Stop(beat.getTitle(), beat.getToMillis(), share, fact.getEnvelope().getOccurred()));
  }

  /** Notes where somebody is. */
  void note(UUID person, Stop stop) {
    people
        .asMap()
        .compute(person, (who, known) -> known == null ? List.of(stop) : with(known, stop));
  }

  /** What somebody began and did not finish, latest first. */
  public List<Stop> of(UUID person) {
    List<Stop> known = people.getIfPresent(person);
    return known == null ? List.of() : known.stream().filter(Stop::isUnfinished).toList();
  }

  /** How many people are known, roughly. */
  public long size() {
    return people.estimatedSize();
  }

  private static List<Stop> with(List<Stop> known, Stop fresh) {
    List<Stop> more = new ArrayList<>();
    for (Stop stop : known) {
      if (!stop.title().equals(fresh.title())) {
        more.add(stop);
      } else if (stop.at().isAfter(fresh.at())) {
        return known;
      }
    }
    more.add(0, fresh);
    more.sort(java.util.Comparator.comparing(Stop::at).reversed());
    return List.copyOf(more.subList(0, Math.min(MOST_TITLES, more.size())));
  }
}
