package playhouse.streaming.lake.decode;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** A cursor over the bytes of one Avro value; it refuses to read past the end. */
final class AvroBytes {

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

  private byte[] bytes = new byte[0];
  private int at;

  /** Starts reading at an offset of the given bytes, which are not copied. */
  void reset(byte[] value, int offset) {
    bytes = value;
    at = offset;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Where the cursor stands. */
  int at() {
    return at;
  }

  boolean atEnd() {
    return at == bytes.length;
  }

  boolean readBoolean() {
    byte value = next();
    if (value != 0 && value != 1) {
      throw new Malformed("a boolean is 0 or 1, not " + value);
    }
    return value == 1;
  }

  int readInt() {
    long value = readLong();
    if (value != (int) value) {
      throw new Malformed("an int is out of range: " + value);
    }
    return (int) value;
  }

  /** A zigzag varint. */
  long readLong() {
    long raw = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = next();
      raw |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return (raw >>> 1) ^ -(raw & 1);
      }
    }
    throw new Malformed("a number has more than ten bytes");
  }

  float readFloat() {
    return little(4).getFloat();
  }

  double readDouble() {
    return little(8).getDouble();
  }

  /** Length of the string or bytes that follow; all of them are there. */
  int readLength() {
    long length = readLong();
    if (length < 0 || length > bytes.length - at) {
      throw new Malformed("a length of " + length + " where " + (bytes.length - at) + " remain");
    }
    return (int) length;
  }

  /** Passes over that many bytes and says where they began. */
  int skip(int length) {
    int from = at;
    if (length > bytes.length - at) {
      throw new Malformed("the value ends early");
    }
    at += length;
    return from;
  }

  /** Refuses bytes that are not UTF-8. */
  void requireUtf8(int from, int length) {
    int end = from + length;
    int i = from;
    // Nearly all text is ASCII: eight bytes at a look.
    while (i <= end - Long.BYTES && ((long) WORDS.get(bytes, i) & HIGH_BITS) == 0) {
      i += Long.BYTES;
    }
    for (; i < end; i++) {
      if (bytes[i] < 0) {
        requireUtf8Slowly(from, length);
        return;
      }
    }
  }

  private void requireUtf8Slowly(int from, int length) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, length));
    } catch (CharacterCodingException e) {
      throw new Malformed("a string is not UTF-8");
    }
  }

  private ByteBuffer little(int length) {
    return ByteBuffer.wrap(bytes, skip(length), length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private byte next() {
    if (at == bytes.length) {
      throw new Malformed("the value ends early");
    }
    return bytes[at++];
  }

  /** The bytes are not of the schema; the message says why. */
  static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1;

    Malformed(String message) {
      super(message);
    }
  }
}
