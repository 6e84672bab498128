package playhouse.serving.personalisation.people;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.Prediction;

/** What models answer of everybody as bytes, decoded only when asked for. */
public final class PredictionStore {
  private final Map<String, Map<UUID, byte[]>> models = new ConcurrentHashMap<>();
  private final List<Consumer<UUID>> listeners = new CopyOnWriteArrayList<>();

  /** Takes in one record of the topic of predictions; its key is {@code model|person}. */
  public void take(ConsumerRecord<byte[], byte[]> message) {
    String key = new String(message.key(), StandardCharsets.UTF_8);
    int bar = key.lastIndexOf('|');
    UUID person = UUID.fromString(key.substring(bar + 1));
    Map<UUID, byte[]> people =
        models.computeIfAbsent(key.substring(0, Math.max(0, bar)), m -> new ConcurrentHashMap<>());
    if (message.value() == null) {
      people.remove(person);
    } else {
      people.put(person, message.value());
    }
    listeners.forEach(listener -> listener.accept(person));
  }

  /** Tells that one of whom something else is answered, from now on, by the thread that reads. */
  public void tell(Consumer<UUID> listener) {
    listeners.add(listener);
  }

  /** The answers about a person, by model. */
  public List<Prediction> of(UUID person) {
    return models.values().stream()
        .flatMap(people -> Stream.ofNullable(people.get(person)))
        .map(bytes -> Wire.decode(Prediction.class, bytes))
        .sorted(Comparator.comparing(Prediction::getModel))
        .toList();
  }

  /** How many answers are known. */
  public int size() {
    return models.values().stream().mapToInt(Map::size).sum();
  }
}
