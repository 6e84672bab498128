package playhouse.serving.analytics.kpis;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import playhouse.serving.platform.Refusal;

/**
 * Where a page ended, and in which snapshot.
 *
 * @param snapshot that the pages are read from while it is kept
 * @param started of the last point
 * @param measure of the last point
 * @param by slice of the last point
 */
record Cursor(long snapshot, Instant started, String measure, String by) {
  private static final String BETWEEN = "\n";

  static Cursor after(long snapshot, Point last) {
    return new Cursor(snapshot, last.started(), last.measure(), last.by());
  }

  boolean isBefore(Point point) {
    int compared = started.compareTo(point.started());
    if (compared == 0) {
      compared = measure.compareTo(point.measure());
    }
    return compared < 0 || (compared == 0 && by.compareTo(point.by()) < 0);
  }

  String text() {
    String plain = snapshot + BETWEEN + started + BETWEEN + measure + BETWEEN + by;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain.getBytes(StandardCharsets.UTF_8));
  }

  static Cursor parse(String text) {
    try {
      String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      String[] parts = plain.split(BETWEEN, 4);
      if (parts.length == 4) {
        return new Cursor(Long.parseLong(parts[0]), Instant.parse(parts[1]), parts[2], parts[3]);
      }
    } catch (IllegalArgumentException | DateTimeException e) {
      // refused below
    }
    throw Refusal.bad("after", "is none that an answer gave as next");
  }
}
