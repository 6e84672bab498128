package playhouse.warehouse;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which days' values may change with the facts of one day.
 *
 * @param before days before it, at least 0
 * @param after days after it, at least 0; empty for all later ones
 */
public record Reach(int before, OptionalInt after) {
  private static final Pattern WRITTEN = Pattern.compile("(?:-(\\d+)\\.\\.)?(\\d+|all)");

  /** Only the day itself. */
  public static final Reach NONE = new Reach(0, OptionalInt.of(0));

  /** Reads {@code 27}, {@code all}, {@code -97..0} or {@code -5..all}. */
  static Reach parse(String text) {
    Matcher matcher = WRITTEN.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("no reach: " + text);
    }
    String after = matcher.group(2);
    return new Reach(
        matcher.group(1) == null ? 0 : Integer.parseInt(matcher.group(1)),
        after.equals("all") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(after)));
  }
}
