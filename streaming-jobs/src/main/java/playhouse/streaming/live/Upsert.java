package playhouse.streaming.live;

/**
 * A new value for a key of a compacted topic.
 *
 * @param key the record's key
 * @param value the record's value, encoded
 */
@SuppressWarnings("ArrayRecordComponent") // moved, never compared
public record Upsert(byte[] key, byte[] value) {}
