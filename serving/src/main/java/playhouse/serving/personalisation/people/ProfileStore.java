package playhouse.serving.personalisation.people;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import playhouse.contracts.Pseudonyms;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.Profile;

/** Everybody's nightly profile as bytes, decoded only when asked for. */
public final class ProfileStore {
  private final Map<UUID, byte[]> people = new ConcurrentHashMap<>();

  /** Takes in one record of the topic of profiles. */
  public void take(ConsumerRecord<byte[], byte[]> message) {
    UUID person = Pseudonyms.ofBytes(message.key());
    if (message.value() == null) {
      people.remove(person);
    } else {
      people.put(person, message.value());
    }
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
