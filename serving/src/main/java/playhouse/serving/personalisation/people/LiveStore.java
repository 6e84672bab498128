package playhouse.serving.personalisation.people;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import playhouse.contracts.Pseudonyms;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.LiveFeatures;

/**
 * Everybody's live features as bytes, decoded only when asked for. They are kept by the pseudonym
 * that they came with; those of one person are put together here.
 */
public final class LiveStore {
  private static final long FINGERPRINT = Wire.fingerprint(LiveFeatures.getClassSchema());
  private static final int HEADER_BYTES = 10;
  private static final int PERSON_BYTES = 16;

  private final Map<UUID, byte[]> people = new ConcurrentHashMap<>();
  private final List<Consumer<LiveFeatures>> listeners = new CopyOnWriteArrayList<>();
  private final List<Consumer<LiveFeatures>> parted = new CopyOnWriteArrayList<>();

  /** Pseudonyms that are somebody else's, and whose. */
  private final Map<UUID, UUID> into = new ConcurrentHashMap<>();

  private final Map<UUID, Set<UUID>> others = new ConcurrentHashMap<>();

  /** Of people of several pseudonyms, what is known by all of them. */
  private final Map<UUID, byte[]> together = new ConcurrentHashMap<>();

  /** Takes in one record of the topic of live features. */
  public void take(ConsumerRecord<byte[], byte[]> message) {
    UUID person = Pseudonyms.ofBytes(message.key());
    byte[] fresh = message.value();
    if (fresh == null) {
      people.remove(person);
      putTogether(whoIs(person));
      return;
    }
    Stamp stamp = Stamp.of(fresh);
    byte[] kept =
        people.merge(person, fresh, (old, next) -> stamp.replaces(Stamp.of(old)) ? next : old);
    if (kept == fresh) {
      LiveFeatures features = Wire.decode(LiveFeatures.class, fresh);
      parted.forEach(listener -> listener.accept(features));
      UUID whose = whoIs(person);
      if (whose.equals(person) && !others.containsKey(person)) {
        listeners.forEach(listener -> listener.accept(features));
      } else {
        putTogether(whose);
        told(whose);
      }
    }
  }

  /** What is known of the one pseudonym is known of the person from now on. */
  public void join(UUID other, UUID person) {
    UUID before = into.put(other, person);
    if (person.equals(before)) {
      return;
    }
    if (before != null) {
      take(other, before);
    }
    others.computeIfAbsent(person, who -> ConcurrentHashMap.newKeySet()).add(other);
    putTogether(person);
    told(person);
    told(other);
  }

  /** What is known of the pseudonym is known of nobody else from now on. */
  public void part(UUID other) {
    UUID person = into.remove(other);
    if (person != null) {
      take(other, person);
      told(person);
      told(other);
    }
  }

  private void take(UUID other, UUID person) {
    others.computeIfPresent(
        person,
        (who, all) -> {
          all.remove(other);
          return all.isEmpty() ? null : all;
        });
    putTogether(person);
  }

  /** Who somebody is: whose their pseudonym is, or they themselves. */
  public UUID whoIs(UUID person) {
    return into.getOrDefault(person, person);
  }

  /** All pseudonyms of a person, their own first. */
  public List<UUID> pseudonyms(UUID person) {
    Set<UUID> more = others.getOrDefault(person, Set.of());
    return more.isEmpty()
        ? List.of(person)
        : Stream.concat(Stream.of(person), more.stream()).toList();
  }

  private void putTogether(UUID person) {
    together.compute(
        person,
        (who, before) -> {
          if (!others.containsKey(who)) {
            return null;
          }
          List<LiveFeatures> parts =
              pseudonyms(who).stream()
                  .flatMap(each -> Stream.ofNullable(people.get(each)))
                  .map(bytes -> Wire.decode(LiveFeatures.class, bytes))
                  .toList();
          return parts.isEmpty() ? null : Wire.encode(Together.of(who, parts));
        });
  }

  private void told(UUID person) {
    if (!listeners.isEmpty()) {
      find(person).ifPresent(known -> listeners.forEach(listener -> listener.accept(known)));
    }
  }

  /** Tells that one of every change of a pseudonym from now on, whoever it is of. */
  public void tellParts(Consumer<LiveFeatures> listener) {
    parted.add(listener);
  }

  /**
   * Tells that one of every change of a person from now on, by the thread that reads, or that of
   * whoever has pseudonyms be one person.
   */
  public void tell(Consumer<LiveFeatures> listener) {
    listeners.add(listener);
  }

  /**
   * What the stream knows of a person as it came, the very same array until something changes; not
   * to be written to.
   */
  public Optional<byte[]> bytes(UUID person) {
    byte[] whole = together.get(person);
    return Optional.ofNullable(whole == null ? people.get(person) : whole);
  }

  /** What the stream knows of a person. */
  public Optional<LiveFeatures> find(UUID person) {
    return bytes(person).map(bytes -> Wire.decode(LiveFeatures.class, bytes));
  }

  /** How many people are known. */
  public int size() {
    return people.size();
  }

  /** All pseudonyms that anything is known of. */
  public Iterable<UUID> people() {
    return people.keySet();
  }

  /**
   * Which of two values is newer, read without decoding the rest.
   *
   * @param version of the features
   * @param occurred of the features, in microseconds
   */
  private record Stamp(long version, long occurred) {

    /** A later event counts too: a stream that lost its state counts versions anew. */
    boolean replaces(Stamp old) {
      return version >= old.version || occurred > old.occurred;
    }

    static Stamp of(byte[] value) {
      long fingerprint = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
      if (fingerprint != FINGERPRINT) {
        LiveFeatures features = Wire.decode(LiveFeatures.class, value);
        return new Stamp(features.getVersion(), features.getOccurred().toEpochMilli() * 1000);
      }
      try {
        int start = HEADER_BYTES + PERSON_BYTES;
        BinaryDecoder decoder =
            DecoderFactory.get().binaryDecoder(value, start, value.length - start, null);
        return new Stamp(decoder.readLong(), decoder.readLong());
      } catch (IOException e) {
        throw new UncheckedIOException("live features cut short", e);
      }
    }
  }
}
