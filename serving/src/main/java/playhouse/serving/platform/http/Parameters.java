package playhouse.serving.platform.http;

import io.javalin.http.Context;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import playhouse.contracts.Pseudonyms;
import playhouse.serving.platform.Refusal;

/** Reads a request's parameters; what is not as it must be is refused by name. */
public final class Parameters {
  /** Where the page before ended, as all lists are asked. */
  static final String AFTER = "after";

  /** The same, as some were asked before. */
  private static final String CURSOR = "cursor";

  private static final int LONGEST = 256;

  private Parameters() {}

  /** Where the page before ended; empty if the first page is wanted. */
  public static Optional<String> after(Context http) {
    return text(http, AFTER).or(() -> text(http, CURSOR));
  }

  /**
   * Nothing but those.
   *
   * @throws Refusal 400 for any other, with the names of those that there are
   */
  static void only(Context http, List<String> names) {
    for (String given : http.queryParamMap().keySet()) {
      boolean older = given.equals(CURSOR) && names.contains(AFTER);
      if (!older && !names.contains(given)) {
        String there = names.isEmpty() ? "there are none" : "there are " + String.join(", ", names);
        throw Refusal.bad(
            given.substring(0, Math.min(given.length(), LONGEST)), "is not known here: " + there);
      }
    }
  }

  /** A query parameter's text; empty if it is not given or blank. */
  public static Optional<String> text(Context http, String name) {
    return text(http, name, LONGEST);
  }

  /** The same, where others decide how long it is. */
  static Optional<String> text(Context http, String name, int longest) {
    String value = http.queryParam(name);
    if (value != null && value.length() > longest) {
      throw Refusal.bad(name, "is longer than " + longest + " characters");
    }
    if (value != null && value.chars().anyMatch(Character::isISOControl)) {
      throw Refusal.bad(name, "must not hold control characters");
    }
    return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
  }

  /** A query parameter that must be given and one of the words. */
  public static String oneOf(Context http, String name, Set<String> words, String otherwise) {
    String value = text(http, name).orElse(otherwise);
    if (!words.contains(value)) {
      throw Refusal.bad(
          name, "must be one of " + String.join(", ", words.stream().sorted().toList()));
    }
    return value;
  }

  /** A whole number between two bounds. */
  public static int number(Context http, String name, int least, int most, int otherwise) {
    Optional<String> text = text(http, name);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      int value = Integer.parseInt(text.get());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // refused below, as a number out of bounds is
    }
    throw Refusal.bad(name, "must be a whole number from " + least + " to " + most);
  }

  /** A calendar day, as {@code 2026-01-02}. */
  public static LocalDate day(Context http, String name, LocalDate otherwise) {
    Optional<String> text = text(http, name);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      return LocalDate.parse(text.get());
    } catch (DateTimeParseException e) {
      throw Refusal.bad(name, "must be a day such as 2026-01-02");
    }
  }

  /** A person, as a UUID or as {@code dataset:id}. */
  public static UUID person(String name, String text) {
    return Pseudonyms.parse(text)
        .orElseThrow(() -> Refusal.bad(name, "must be a UUID or dataset:id, such as ml-1m:42"));
  }
}
