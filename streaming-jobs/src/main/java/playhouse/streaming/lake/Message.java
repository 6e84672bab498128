package playhouse.streaming.lake;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What the readers of Kafka tell the one who commits, as bytes: a late row (see {@code
 * SpooledRow}), a finished data file, or how far a Kafka partition has been read.
 */
final class Message {

  static final byte FILE = 2;
  static final byte POSITION = 3;

  private Message() {}

  /** A data file of a lane, as text. */
  record FileMade(int lane, String file) {
    byte[] toBytes() {
      byte[] text = file.getBytes(StandardCharsets.UTF_8);
      return ByteBuffer.allocate(2 + text.length).put(FILE).put((byte) lane).put(text).array();
    }

    static FileMade fromBytes(byte[] bytes) {
      return new FileMade(bytes[1], new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_8));
    }
  }

  /** The next offset that a reader will take from a Kafka partition. */
  record Position(Place place, long offset) {
    byte[] toBytes() {
      return ByteBuffer.allocate(14)
          .put(POSITION)
          .put((byte) place.lane())
          .putInt(place.partition())
          .putLong(offset)
          .array();
    }

    static Position fromBytes(byte[] bytes) {
      ByteBuffer in = ByteBuffer.wrap(bytes);
      return new Position(new Place(bytes[1], in.getInt(2)), in.getLong(6));
    }
  }
}
