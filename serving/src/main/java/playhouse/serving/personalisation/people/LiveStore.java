package playhouse.serving.personalisation.people;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import playhouse.contracts.Pseudonyms;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.LiveFeatures;

/** Everybody's live features as bytes, decoded only when asked for. */
public final class LiveStore {
  private static final long FINGERPRINT = Wire.fingerprint(LiveFeatures.getClassSchema());
  private static final int HEADER_BYTES = 10;
  private static final int PERSON_BYTES = 16;

  private final Map<UUID, byte[]> people = new ConcurrentHashMap<>();

  /** Takes in one record of the topic of live features. */
  public void take(ConsumerRecord<byte[], byte[]> message) {
    UUID person = Pseudonyms.ofBytes(message.key());
    byte[] fresh = message.value();
    if (fresh == null) {
      people.remove(person);
      return;
    }
    Stamp stamp = Stamp.of(fresh);
    people.merge(person, fresh, (old, next) -> stamp.replaces(Stamp.of(old)) ? next : old);
  }

  /** What the stream knows of a person. */
  public Optional<LiveFeatures> find(UUID person) {
    return Optional.ofNullable(people.get(person))
        .map(bytes -> Wire.decode(LiveFeatures.class, bytes));
  }

  /** How many people are known. */
  public int size() {
    return people.size();
  }

  /** Some people, for trying things out. */
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
