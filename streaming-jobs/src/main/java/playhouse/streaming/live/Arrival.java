package playhouse.streaming.live;

import java.util.UUID;

/**
 * A fact as it came from Kafka, not yet decoded, with the key of the person it is of.
 *
 * @param personHigh most significant half of the record's key
 * @param personLow least significant half of the record's key
 * @param topic family it belongs to
 * @param fact the record's bytes
 */
@SuppressWarnings("ArrayRecordComponent") // moved, never compared
public record Arrival(long personHigh, long personLow, String topic, byte[] fact) {

  UUID key() {
    return new UUID(personHigh, personLow);
  }
}
