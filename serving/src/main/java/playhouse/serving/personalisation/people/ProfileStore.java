package playhouse.serving.personalisation.people;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import playhouse.contracts.Pseudonyms;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.Profile;

/** Everybody's nightly profile as bytes, decoded only when asked for. */
public final class ProfileStore {
  private final Map<UUID, byte[]> people = new ConcurrentHashMap<>();
  private final List<Consumer<UUID>> listeners = new CopyOnWriteArrayList<>();

  /** Takes in one record of the topic of profiles. */
  public void take(ConsumerRecord<byte[], byte[]> message) {
    UUID person = Pseudonyms.ofBytes(message.key());
    if (message.value() == null) {
      people.remove(person);
    } else {
      people.put(person, message.value());
    }
    listeners.forEach(listener -> listener.accept(person));
  }

  /** Tells that one whose profile is another, from now on, by the thread that reads. */
  public void tell(Consumer<UUID> listener) {
    listeners.add(listener);
  }

  /** Everybody who has one. */
  public Iterable<UUID> people() {
    return people.keySet();
  }

  /** What the batch knows of a person. */
  public Optional<Profile> find(UUID person) {
    return Optional.ofNullable(people.get(person)).map(bytes -> Wire.decode(Profile.class, bytes));
  }

  /** How many people are known. */
  public int size() {
    return people.size();
  }
}
