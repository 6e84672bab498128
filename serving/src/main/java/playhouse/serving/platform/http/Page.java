package playhouse.serving.platform.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import playhouse.serving.platform.Refusal;

/**
 * Part of a list that is told the newest first, by numbers that grow: what comes meanwhile shifts
 * no page.
 *
 * @param limit how many at most
 * @param before only what has a smaller number
 */
public record Page(int limit, long before) {
  private static final int MOST = 200;
  private static final int USUAL = 50;

  /** The one that is asked for with {@code limit} and {@code cursor}. */
  public static Page of(Request request) {
    int limit = Parameters.number(request.http(), "limit", 1, MOST, USUAL);
    return new Page(limit, request.query("cursor").map(Page::number).orElse(Long.MAX_VALUE));
  }

  /** Of one row more than fits those that fit. */
  public <T> List<T> cut(List<T> found) {
    return found.subList(0, Math.min(limit, found.size()));
  }

  /** The cursor of the page after this; empty if it is the last. */
  public <T> Optional<String> next(List<T> found, ToLongFunction<T> number) {
    return found.size() > limit
        ? Optional.of(cursor(number.applyAsLong(found.get(limit - 1))))
        : Optional.empty();
  }

  /** The same where each of what was asked for may be several rows of the same number. */
  public <T> Optional<String> nextOf(List<T> rows, ToLongFunction<T> number) {
    return rows.stream().mapToLong(number).distinct().count() < limit
        ? Optional.empty()
        : Optional.of(cursor(rows.stream().mapToLong(number).min().orElseThrow()));
  }

  private static String cursor(long number) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
  }

  private static long number(String cursor) {
    try {
      return Long.parseLong(
          new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII));
    } catch (IllegalArgumentException e) {
      throw Refusal.bad("cursor", "must be the next of a page before");
    }
  }
}
