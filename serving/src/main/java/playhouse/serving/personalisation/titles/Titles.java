package playhouse.serving.personalisation.titles;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
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
  private final Map<String, TitleCard> cards = new ConcurrentHashMap<>();
  private final Map<String, Newest> newest = new ConcurrentHashMap<>();
  private final Shelving shelving = new Shelving();
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

  /** Is told of titles as they come, change and go, by the one thread that writes. */
  public interface Listener {
    /** It is offered, as it is now. */
    void offered(TitleUpserted title);

    /** It is offered no more. */
    void withdrawn(String title);
  }

  /** Tells that one from now on; before anything was taken in, of all. */
  public void tell(Listener listener) {
    listeners.add(listener);
  }

  /** Takes in one record of the catalogue's topic. */
  public void take(ConsumerRecord<byte[], byte[]> message) {
    Catalogue fact = Wire.decode(Catalogue.class, message.value());
    var occurred = fact.getEnvelope().getOccurred();
    if (fact.getTitleUpserted() != null) {
      TitleUpserted title = fact.getTitleUpserted();
      if (put(title.getTitle(), StoredTitle.offered(occurred, title))) {
        shelve(TitleCard.of(occurred, title));
        listeners.forEach(listener -> listener.offered(title));
      }
    } else if (fact.getTitleWithdrawn() != null) {
      String title = fact.getTitleWithdrawn().getTitle();
      if (put(title, StoredTitle.withdrawn(occurred))) {
        Optional.ofNullable(cards.remove(title)).ifPresent(shelving::remove);
        listeners.forEach(listener -> listener.withdrawn(title));
      }
    }
  }

  /** What ranking wants of a title; empty if it is not known or not offered. */
  public Optional<TitleCard> card(String title) {
    return Optional.ofNullable(cards.get(title));
  }

  /** Some titles that are as wanted: the same ones as long as the catalogue is the same. */
  public List<TitleCard> some(Predicate<TitleCard> wanted, int most) {
    return cards.values().stream().filter(wanted).limit(most).toList();
  }

  /** Ids of titles that somebody of that name had a part in. */
  public List<String> by(String person, int most) {
    return shelving.by(person, most);
  }

  /** The episode that comes after that one; empty after the last, and for what is no episode. */
  public Optional<TitleCard> after(TitleCard episode) {
    return shelving.after(episode);
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
    return card(title).map(TitleCard::name).orElse(title);
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

  private void shelve(TitleCard card) {
    Optional.ofNullable(cards.put(card.title(), card)).ifPresent(shelving::remove);
    shelving.add(card);
  }

  /** False if something newer is known. */
  private boolean put(String title, StoredTitle fresh) {
    StoredTitle known = titles.get(title);
    if (known != null && fresh.occurredMicros() < known.occurredMicros()) {
      return false;
    }
    titles.put(title, fresh);
    Newest those = newest.computeIfAbsent(catalogueOf(title), name -> new Newest());
    if (known != null) {
      those.remove(known.occurredMicros(), title);
    }
    if (fresh.isOffered()) {
      those.add(fresh.occurredMicros(), title);
    }
    return true;
  }
}
