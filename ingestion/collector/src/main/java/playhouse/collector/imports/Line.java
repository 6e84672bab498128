package playhouse.collector.imports;

import java.nio.charset.Charset;

/**
 * One line of a file, or one record of several lines: which it is, its bytes, and where it ends.
 */
final class Line {

  private final long number;
  private final long last;
  private final byte[] bytes;
  private final long end;
  private final boolean whole;

  Line(long number, long last, byte[] bytes, long end, boolean whole) {
    this.number = number;
    this.last = last;
    this.bytes = bytes;
    this.end = end;
    this.whole = whole;
  }

  /** Counted from 1; of several lines, the first. */
  long number() {
    return number;
  }

  /** Of several lines the last one's number. */
  long last() {
    return last;
  }

  /** Without the line's end; not copied. */
  byte[] bytes() {
    return bytes;
  }

  /** Offset in the decompressed file of the byte after the line's end. */
  long end() {
    return end;
  }

  /** False if the line is too long to be read and {@link #bytes} is only its beginning. */
  boolean whole() {
    return whole;
  }

  boolean blank() {
    for (byte b : bytes) {
      if (b != ' ' && b != '\t') {
        return false;
      }
    }
    return whole;
  }

  String text(Charset charset) {
    return new String(bytes, charset);
  }
}
