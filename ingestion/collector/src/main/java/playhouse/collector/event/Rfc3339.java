package playhouse.collector.event;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Reads a moment as RFC 3339 writes it, with any offset.
 *
 * <p>Digits beyond microseconds are cut off, because that is what the wire holds; a leap second is
 * the first moment of the next minute.
 */
public final class Rfc3339 {

  private static final int SHORTEST = "2000-01-01T00:00:00Z".length();

  private Rfc3339() {}

  /** The moment, in whole microseconds; empty if the text is not a date-time of RFC 3339. */
  public static Optional<Instant> parse(String text) {
    if (text.length() < SHORTEST || !punctuated(text)) {
      return Optional.empty();
    }
    try {
      int year = number(text, 0, 4);
      LocalDate day = LocalDate.of(year, number(text, 5, 7), number(text, 8, 10));
      int hour = atMost(23, number(text, 11, 13));
      int minute = atMost(59, number(text, 14, 16));
      int second = atMost(60, number(text, 17, 19));
      int zone = endOfFraction(text);
      long seconds = day.toEpochDay() * 86_400L + hour * 3_600L + minute * 60L + second;
      return Optional.of(
          Instant.ofEpochSecond(seconds - offsetSeconds(text, zone), nanos(text, zone)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static boolean punctuated(String text) {
    char t = text.charAt(10);
    return text.charAt(4) == '-'
        && text.charAt(7) == '-'
        && (t == 'T' || t == 't')
        && text.charAt(13) == ':'
        && text.charAt(16) == ':';
  }

  private static int endOfFraction(String text) {
    if (text.charAt(19) != '.') {
      return 19;
    }
    int end = 20;
    while (end < text.length() && digit(text.charAt(end))) {
      end++;
    }
    if (end == 20) {
      throw new DateTimeException("fraction");
    }
    return end;
  }

  /** Nanoseconds of the fraction between position 20 and its end, cut to microseconds. */
  private static int nanos(String text, int end) {
    int micros = 0;
    for (int i = 0; i < 6; i++) {
      int at = 20 + i;
      micros = micros * 10 + (at < end ? text.charAt(at) - '0' : 0);
    }
    return micros * 1_000;
  }

  private static int offsetSeconds(String text, int at) {
    char sign = at < text.length() ? text.charAt(at) : ' ';
    if ((sign == 'Z' || sign == 'z') && text.length() == at + 1) {
      return 0;
    }
    boolean whole = text.length() == at + 6 && text.charAt(at + 3) == ':';
    if (!whole || (sign != '+' && sign != '-')) {
      throw new DateTimeException("offset");
    }
    int hours = atMost(23, number(text, at + 1, at + 3));
    int minutes = atMost(59, number(text, at + 4, at + 6));
    int seconds = hours * 3_600 + minutes * 60;
    return sign == '-' ? -seconds : seconds;
  }

  private static int number(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (!digit(c)) {
        throw new DateTimeException("digit");
      }
      value = value * 10 + (c - '0');
    }
    return value;
  }

  private static int atMost(int most, int value) {
    if (value > most) {
      throw new DateTimeException("range");
    }
    return value;
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }
}
