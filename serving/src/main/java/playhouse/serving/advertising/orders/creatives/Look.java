package playhouse.serving.advertising.orders.creatives;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * What a file shows of itself as it passes by: what it begins with, and how long an MP4 lasts by
 * its movie header (ISO/IEC 14496-12, 8.2.2).
 */
final class Look implements Fetch.Sink {
  private static final byte[] HEADER = "mvhd".getBytes(StandardCharsets.US_ASCII);
  private static final int LONGEST = 32;
  private static final int BEGINNING = 16;

  private final byte[] first = new byte[BEGINNING];
  private int firstLength;
  private byte[] tail = new byte[0];
  private OptionalLong millis = OptionalLong.empty();

  @Override
  public void take(byte[] bytes, int length) {
    int more = Math.min(BEGINNING - firstLength, length);
    System.arraycopy(bytes, 0, first, firstLength, more);
    firstLength += more;
    if (millis.isPresent()) {
      return;
    }
    byte[] window = Arrays.copyOf(tail, tail.length + length);
    System.arraycopy(bytes, 0, window, tail.length, length);
    for (int i = 0; i + HEADER.length + LONGEST <= window.length && millis.isEmpty(); i++) {
      if (Arrays.equals(window, i, i + HEADER.length, HEADER, 0, HEADER.length)) {
        millis = duration(ByteBuffer.wrap(window, i + HEADER.length, LONGEST));
      }
    }
    int kept = Math.min(window.length, HEADER.length + LONGEST - 1);
    tail = Arrays.copyOfRange(window, window.length - kept, window.length);
  }

  private static OptionalLong duration(ByteBuffer box) {
    boolean wide = box.getInt() >>> 24 == 1;
    box.position(box.position() + (wide ? 16 : 8));
    long scale = Integer.toUnsignedLong(box.getInt());
    long duration = wide ? box.getLong() : Integer.toUnsignedLong(box.getInt());
    return scale == 0 || duration < 0 || duration > Long.MAX_VALUE / 1000
        ? OptionalLong.empty()
        : OptionalLong.of(duration * 1000 / scale);
  }

  /** How long it lasts, if it says so. */
  OptionalLong millis() {
    return millis;
  }

  /** Whether it begins as files of that type do. */
  boolean is(String type) {
    return switch (type) {
      case "video/mp4" -> begins(4, "ftyp");
      case "video/webm" -> begins(0, "\u001aE\u00df\u00a3");
      case "application/vnd.apple.mpegurl" -> begins(0, "#EXTM3U");
      case "image/png" -> begins(0, "\u0089PNG\r\n\u001a\n");
      case "image/jpeg" -> begins(0, "\u00ff\u00d8\u00ff");
      default -> false;
    };
  }

  private boolean begins(int at, String with) {
    byte[] bytes = with.getBytes(StandardCharsets.ISO_8859_1);
    return firstLength >= at + bytes.length
        && Arrays.equals(first, at, at + bytes.length, bytes, 0, bytes.length);
  }
}
