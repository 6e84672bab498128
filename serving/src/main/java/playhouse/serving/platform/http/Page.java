package playhouse.serving.platform.http;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import playhouse.serving.platform.Refusal;

/**
 * Part of a list that is told the newest first, by numbers that grow: what comes meanwhile shifts
 * no page.
 *
 * @param limit how many at most
 * @param after where the page before ended; empty if this is the first
 */
public record Page(int limit, Optional<String> after) {
  static final int MOST = 200;
  static final int USUAL = 50;

  /**
   * Part of a list that is in memory.
   *
   * @param next where the next part begins; empty if this is the last
   */
  public record Part<T>(List<T> items, Optional<String> next) {
    /** The same with other items. */
    public <U> Part<U> map(Function<T, U> change) {
      return new Part<>(items.stream().map(change).toList(), next);
    }
  }

  /** The one that is asked for with {@code limit} and {@code after}. */
  public static Page of(Request request) {
    int limit = Parameters.number(request.http(), "limit", 1, MOST, USUAL);
    return new Page(limit, Parameters.after(request.http()));
  }

  /** Only what has a smaller number is on it. */
  public long before() {
    return after.map(Page::number).orElse(Long.MAX_VALUE);
  }

  /**
   * The part of a list that is asked for.
   *
   * @param place of each, a text of its own that stays the same; the list is told in their order
   * @param most that may be asked for at once
   * @param usual if nobody says
   */
  public static <T> Part<T> of(
      Context http, List<T> all, Function<T, String> place, int most, int usual) {
    int limit = Parameters.number(http, "limit", 1, most, usual);
    String after = Parameters.after(http).map(Page::text).orElse("");
    List<T> found =
        all.stream()
            .filter(one -> place.apply(one).compareTo(after) > 0)
            .sorted(Comparator.comparing(place))
            .limit(limit + 1L)
            .toList();
    return found.size() > limit
        ? new Part<>(
            found.subList(0, limit), Optional.of(cursor(place.apply(found.get(limit - 1)))))
        : new Part<>(found, Optional.empty());
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
    return cursor(Long.toString(number));
  }

  private static String cursor(String place) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(place.getBytes(StandardCharsets.UTF_8));
  }

  private static long number(String cursor) {
    try {
      return Long.parseLong(text(cursor));
    } catch (NumberFormatException e) {
      throw notOurs();
    }
  }

  private static String text(String cursor) {
    try {
      return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw notOurs();
    }
  }

  private static Refusal notOurs() {
    return Refusal.bad(Parameters.AFTER, "must be the next of a page before");
  }
}
