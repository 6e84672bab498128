package playhouse.collector.imports;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** A file's lines as bytes, with their offsets; a line of any length needs bounded memory. */
final class LineReader implements Lines {

  /** Longest line that is read whole. */
  static final int LONGEST_BYTES = 1 << 20;

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final InputStream from;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int filled;
  private long offset;
  private long number;

  LineReader(InputStream from) {
    this.from = from;
  }

  /** Goes on after a line that was read before. */
  void skipTo(long wantedOffset, long linesBefore) throws IOException {
    from.skipNBytes(wantedOffset);
    offset = wantedOffset;
    number = linesBefore;
  }

  @Override
  public Optional<Line> next() throws IOException {
    ByteArrayOutputStream pieces = null;
    boolean whole = true;
    long begun = offset;
    while (fill()) {
      int end = endOfLine();
      boolean ended = end < filled;
      if (ended && pieces == null) {
        return Optional.of(line(buffer, at, end, true, begun));
      }
      pieces = pieces == null ? new ByteArrayOutputStream(end - at) : pieces;
      int room = LONGEST_BYTES - pieces.size();
      whole &= end - at <= room;
      pieces.write(buffer, at, Math.min(room, end - at));
      advance(end);
      if (ended) {
        break;
      }
    }
    if (pieces == null) {
      return Optional.empty();
    }
    byte[] bytes = pieces.toByteArray();
    return Optional.of(finished(bytes, 0, bytes.length, whole, begun));
  }

  private Line line(byte[] bytes, int start, int end, boolean whole, long begun) {
    advance(end);
    return finished(bytes, start, end, whole, begun);
  }

  private Line finished(byte[] bytes, int start, int end, boolean whole, long begun) {
    number++;
    int from = begun == 0 && marked(bytes, start, end) ? start + BYTE_ORDER_MARK.length : start;
    int to = end > from && bytes[end - 1] == '\r' ? end - 1 : end;
    return new Line(number, number, java.util.Arrays.copyOfRange(bytes, from, to), offset, whole);
  }

  private static boolean marked(byte[] bytes, int start, int end) {
    int length = BYTE_ORDER_MARK.length;
    return end - start >= length
        && java.util.Arrays.equals(bytes, start, start + length, BYTE_ORDER_MARK, 0, length);
  }

  private int endOfLine() {
    int end = at;
    while (end < filled && buffer[end] != '\n') {
      end++;
    }
    return end;
  }

  /** Moves behind the piece, and behind the newline if there is one. */
  private void advance(int end) {
    int next = end < filled ? end + 1 : end;
    offset += next - at;
    at = next;
  }

  private boolean fill() throws IOException {
    if (at == filled) {
      at = 0;
      filled = Math.max(0, from.read(buffer));
    }
    return filled > 0;
  }

  @Override
  public void close() throws IOException {
    from.close();
  }
}
