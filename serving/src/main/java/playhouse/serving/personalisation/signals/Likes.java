package playhouse.serving.personalisation.signals;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.Interaction;

/** Titles that people like or keep, the latest of each: from the newest facts about that. */
public final class Likes {
  /** How many of the newest facts are read again after a restart. */
  public static final int MOST_READ = 200_000;

  private static final int MOST_PEOPLE = 200_000;
  private static final int MOST_TITLES = 30;

  private final Cache<UUID, List<String>> people =
      Caffeine.newBuilder().maximumSize(MOST_PEOPLE).build();

  /** Takes in one record of the topic of interactions. */
  public void take(ConsumerRecord<byte[], byte[]> message) {
    Interaction fact = Wire.decode(Interaction.class, message.value());
    @Nullable UUID person = fact.getEnvelope().getPerson();
    if (person == null) {
      return;
    }
    if (fact.getLikeAdded() != null) {
      add(person, fact.getLikeAdded().getTitle());
    } else if (fact.getFavouriteAdded() != null) {
      add(person, fact.getFavouriteAdded().getTitle());
    } else if (fact.getLikeRemoved() != null) {
      remove(person, fact.getLikeRemoved().getTitle());
    } else if (fact.getFavouriteRemoved() != null) {
      remove(person, fact.getFavouriteRemoved().getTitle());
    }
  }

  /** Somebody likes it. */
  void add(UUID person, String title) {
    people
        .asMap()
        .compute(
            person,
            (who, known) -> {
              List<String> more = new ArrayList<>(List.of(title));
              if (known != null) {
                known.stream().filter(other -> !other.equals(title)).forEach(more::add);
              }
              return List.copyOf(more.subList(0, Math.min(MOST_TITLES, more.size())));
            });
  }

  /** Somebody likes it no more. */
  void remove(UUID person, String title) {
    people
        .asMap()
        .computeIfPresent(
            person, (who, known) -> known.stream().filter(t -> !t.equals(title)).toList());
  }

  /** What somebody likes, latest first. */
  public List<String> of(UUID person) {
    List<String> known = people.getIfPresent(person);
    return known == null ? List.of() : known;
  }
}
