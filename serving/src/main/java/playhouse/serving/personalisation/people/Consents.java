package playhouse.serving.personalisation.people;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import playhouse.contracts.Pseudonyms;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.ConsentState;

/** Who lets us keep what they do under their pseudonym. */
public final class Consents {
  private final boolean whenUnknown;

  /** Those whose choice differs from the default: the others need no memory. */
  private final Set<UUID> otherwise = ConcurrentHashMap.newKeySet();

  /**
   * Starts with nobody's choice.
   *
   * @param whenUnknown what holds for people who said nothing
   */
  public Consents(boolean whenUnknown) {
    this.whenUnknown = whenUnknown;
  }

  /** Takes in one record of the topic of consent; what cannot be read is taken for a no. */
  public void take(ConsumerRecord<byte[], byte[]> message) {
    UUID person = Pseudonyms.ofBytes(message.key());
    if (granted(message.value()) == whenUnknown) {
      otherwise.remove(person);
    } else {
      otherwise.add(person);
    }
  }

  /** Whether facts about the person may name them. */
  public boolean granted(UUID person) {
    return whenUnknown != otherwise.contains(person);
  }

  private boolean granted(byte @org.jspecify.annotations.Nullable [] value) {
    if (value == null) {
      return whenUnknown;
    }
    try {
      return Wire.decode(ConsentState.class, value).getAnalytics();
    } catch (Wire.Undecodable e) {
      return false;
    }
  }
}
