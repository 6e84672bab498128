package playhouse.streaming.lake.spool;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import playhouse.streaming.lake.Place;

/**
 * An event that waits, as bytes: what sorting and joining need in front, its value as it came from
 * Kafka behind.
 *
 * <p>The bytes are: kind, lane, lane of the topic it came from, partition, offset, day, key, value.
 */
public final class SpooledRow {

  /** First byte of an event that the lake may hold already. */
  public static final byte LATE = 1;

  /** First byte of an event that is known to be new. */
  public static final byte FRESH = 4;

  /** By table, then by day. */
  public static final Comparator<SpooledRow> BY_LANE_AND_DAY =
      Comparator.comparingInt(SpooledRow::lane).thenComparingInt(SpooledRow::day);

  private static final int LANE = 1;
  private static final int ORIGIN = 2;
  private static final int PARTITION = 3;
  private static final int OFFSET = 7;
  private static final int DAY = 15;
  private static final int KEY_HIGH = 19;
  private static final int KEY_LOW = 27;
  private static final int VALUE = 35;

  private final byte[] bytes;

  /** Of bytes as {@link #bytes} gives them; not copied. */
  public SpooledRow(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Puts one together. */
  public static SpooledRow of(
      byte kind,
      int lane,
      Place origin,
      long offset,
      int day,
      long keyHigh,
      long keyLow,
      byte[] value) {
    return new SpooledRow(
        ByteBuffer.allocate(VALUE + value.length)
            .put(kind)
            .put((byte) lane)
            .put((byte) origin.lane())
            .putInt(origin.partition())
            .putLong(offset)
            .putInt(day)
            .putLong(keyHigh)
            .putLong(keyLow)
            .put(value)
            .array());
  }

  /** All of it; not copied. */
  public byte[] bytes() {
    return bytes;
  }

  /** Whether the lake may hold it already. */
  public boolean late() {
    return bytes[0] == LATE;
  }

  /** Number of the lane it goes to. */
  public int lane() {
    return bytes[LANE];
  }

  /** Kafka partition it came from: what was refused came from another topic than its lane's. */
  public Place origin() {
    return new Place(bytes[ORIGIN], ByteBuffer.wrap(bytes).getInt(PARTITION));
  }

  /** Kafka offset it came from. */
  public long offset() {
    return ByteBuffer.wrap(bytes).getLong(OFFSET);
  }

  /** Day it belongs to, since 1970. */
  public int day() {
    return ByteBuffer.wrap(bytes).getInt(DAY);
  }

  /** Upper half of its deduplication key. */
  public long keyHigh() {
    return ByteBuffer.wrap(bytes).getLong(KEY_HIGH);
  }

  /** Lower half of its deduplication key. */
  public long keyLow() {
    return ByteBuffer.wrap(bytes).getLong(KEY_LOW);
  }

  /** Its value as it came from Kafka. */
  public byte[] value() {
    return Arrays.copyOfRange(bytes, VALUE, bytes.length);
  }
}
