package playhouse.streaming.lake.decode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import playhouse.contracts.DedupKey;
import playhouse.contracts.Rejected.Reason;
import playhouse.contracts.SchemaHistory;
import playhouse.contracts.Validation;
import playhouse.contracts.Wire;
import playhouse.streaming.lake.table.Lane;

/**
 * Turns single-object Avro of a lane into rows of its table; not for more than one thread.
 *
 * <p>The current schema goes straight from bytes to row; older recorded schemas are first rewritten
 * into the current one by Avro.
 */
public final class Decoder {

  private static final int HEADER = 10;

  private final Lane lane;
  private final long current;
  private final Map<Long, Upgrade> older = new HashMap<>();
  private final Layout layout;
  private final AvroBytes in = new AvroBytes();
  private final Event event;

  /** For the lane, filling rows of the table as it is now. */
  public Decoder(Lane lane, org.apache.iceberg.Schema table) {
    this(lane, table, SchemaHistory.versions(lane.schema().getName()));
  }

  Decoder(Lane lane, org.apache.iceberg.Schema table, Iterable<Schema> versions) {
    this.lane = lane;
    current = Wire.fingerprint(lane.schema());
    layout = new Layout(lane, table);
    event = new Event(table);
    for (Schema version : versions) {
      long fingerprint = Wire.fingerprint(version);
      if (fingerprint != current) {
        older.put(fingerprint, new Upgrade(version, lane.schema()));
      }
    }
  }

  /** The event last decoded; refilled by the next. */
  public Event event() {
    return event;
  }

  /** Decodes into {@link #event()}, or says why not. */
  public Optional<Refusal> decode(byte[] value) {
    if (value.length < HEADER || value[0] != (byte) 0xC3 || value[1] != 1) {
      return Optional.of(
          new Refusal(Reason.UNDECODABLE, "no Avro single-object header (C3 01) at the start"));
    }
    long fingerprint = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
    try {
      if (fingerprint == current) {
        in.reset(value, HEADER);
      } else {
        Upgrade upgrade = older.get(fingerprint);
        if (upgrade == null) {
          return Optional.of(unknown(fingerprint));
        }
        in.reset(upgrade.rewrite(value, HEADER), 0);
      }
      return layout.fill(in, event).or(this::checkTime);
    } catch (AvroBytes.Malformed e) {
      return Optional.of(new Refusal(Reason.UNDECODABLE, lane.topic() + ": " + e.getMessage()));
    }
  }

  /** Gives what has no id of its own the place in Kafka as its key. */
  public void keyByPlace(String topic, int partition, long offset) {
    java.util.UUID key = DedupKey.of(topic + "/" + partition, Long.toString(offset));
    event.key(key.getMostSignificantBits(), key.getLeastSignificantBits());
  }

  private Refusal unknown(long fingerprint) {
    return new Refusal(
        Reason.UNKNOWN_FINGERPRINT,
        "no recorded schema of "
            + lane.topic()
            + " has the fingerprint "
            + Long.toHexString(fingerprint));
  }

  private Optional<Refusal> checkTime() {
    if (!lane.carriesEvents()) {
      return Optional.empty();
    }
    Instant occurred = instant(event.occurredMicros());
    Instant received = instant(event.receivedMicros());
    if (Validation.occurredInRange(occurred, received)) {
      return Optional.empty();
    }
    return Optional.of(
        new Refusal(
            Reason.OCCURRED_OUT_OF_RANGE,
            "time: " + occurred + " is out of range for something received at " + received));
  }

  private static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000),
        TimeUnit.MICROSECONDS.toNanos(Math.floorMod(micros, 1_000_000)));
  }
}
