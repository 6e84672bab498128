package playhouse.audience.render;

import java.util.Arrays;

/** Bytes that grow, used again and again by one thread. */
final class Bytes {

  private byte[] bytes = new byte[4096];
  private int size;

  void clear() {
    size = 0;
  }

  byte[] copy() {
    return Arrays.copyOf(bytes, size);
  }

  void put(int value) {
    room(1);
    bytes[size++] = (byte) value;
  }

  void put(byte[] more) {
    room(more.length);
    System.arraycopy(more, 0, bytes, size, more.length);
    size += more.length;
  }

  /** Eight bytes, the lowest or the highest first. */
  void putLong(long value, boolean lowestFirst) {
    for (int i = 0; i < 8; i++) {
      put((int) (value >>> (8 * (lowestFirst ? i : 7 - i))));
    }
  }

  /** Lowest byte first. */
  void putInt(int value) {
    for (int i = 0; i < 4; i++) {
      put(value >>> (8 * i));
    }
  }

  /** Avro's way: zig-zag, seven bits a byte. */
  void putVariable(long value) {
    room(10);
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** A whole number in decimal digits. */
  void putDecimal(long value) {
    if (value < 0) {
      putAscii(Long.toString(value));
      return;
    }
    room(20);
    int digits = 1;
    for (long rest = value; rest > 9; rest /= 10) {
      digits++;
    }
    putDigits(value, digits);
  }

  /** A number that is not negative in just so many digits. */
  void putDigits(long value, int digits) {
    room(digits);
    long rest = value;
    for (int i = size + digits - 1; i >= size; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    size += digits;
  }

  /** A text without anything beyond ASCII. */
  void putAscii(String text) {
    room(text.length());
    for (int i = 0; i < text.length(); i++) {
      bytes[size++] = (byte) text.charAt(i);
    }
  }

  private void room(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
