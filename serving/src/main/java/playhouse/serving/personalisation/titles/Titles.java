package playhouse.serving.personalisation.titles;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.Catalogue;
import playhouse.contracts.facts.TitleUpserted;

/**
 * Every title there is or was, rebuilt from the catalogue's facts; of each, the latest word counts.
 *
 * <p>One thread writes, any number read.
 */
public final class Titles {
  private final Map<String, StoredTitle> titles = new ConcurrentHashMap<>();
  private final Map<String, Newest> newest = new ConcurrentHashMap<>();

  /** Takes in one record of the catalogue's topic. */
  public void take(ConsumerRecord<byte[], byte[]> message) {
    Catalogue fact = Wire.decode(Catalogue.class, message.value());
    var occurred = fact.getEnvelope().getOccurred();
    if (fact.getTitleUpserted() != null) {
      TitleUpserted title = fact.getTitleUpserted();
      put(title.getTitle(), StoredTitle.offered(occurred, title));
    } else if (fact.getTitleWithdrawn() != null) {
      put(fact.getTitleWithdrawn().getTitle(), StoredTitle.withdrawn(occurred));
    }
  }

  /** The title, if it is known and offered. */
  public Optional<TitleUpserted> find(String title) {
    StoredTitle stored = titles.get(title);
    return stored == null || !stored.isOffered() ? Optional.empty() : Optional.of(stored.title());
  }

  /** Whether the title was taken out of the catalogue. */
  public boolean isWithdrawn(String title) {
    StoredTitle stored = titles.get(title);
    return stored != null && !stored.isOffered();
  }

  /** The name people know a title by; its id where we know none. */
  public String name(String title) {
    return find(title).map(TitleUpserted::getName).orElse(title);
  }

  /** How many titles are known. */
  public int size() {
    return titles.size();
  }

  /** The newest titles of a catalogue, newest first; of all catalogues if it is empty. */
  public List<String> newest(Optional<String> catalogue) {
    Stream<Newest> shelves =
        catalogue.isPresent()
            ? Stream.ofNullable(newest.get(catalogue.get()))
            : newest.values().stream();
    return shelves
        .flatMap(shelf -> shelf.list().stream())
        .sorted()
        .limit(Newest.MOST)
        .map(Newest.Newcomer::title)
        .toList();
  }

  /** Which catalogue a title belongs to: what stands before its colon; empty for our own. */
  public static String catalogueOf(String title) {
    int colon = title.indexOf(':');
    return colon < 0 ? "" : title.substring(0, colon);
  }

  private void put(String title, StoredTitle fresh) {
    StoredTitle known = titles.get(title);
    if (known != null && fresh.occurredMicros() < known.occurredMicros()) {
      return;
    }
    titles.put(title, fresh);
    Newest those = newest.computeIfAbsent(catalogueOf(title), name -> new Newest());
    if (known != null) {
      those.remove(known.occurredMicros(), title);
    }
    if (fresh.isOffered()) {
      those.add(fresh.occurredMicros(), title);
    }
  }
}
