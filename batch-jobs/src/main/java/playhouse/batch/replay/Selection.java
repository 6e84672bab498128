package playhouse.batch.replay;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which rejects are meant.
 *
 * @param since first refused then or later
 * @param until first refused before
 * @param reason code of the reason for which they were refused last
 * @param family topic of the family they were meant for
 * @param source beginning of their source
 * @param type type as they tell it
 * @param file where they are written down
 */
record Selection(
    Instant since,
    Instant until,
    Optional<String> reason,
    Optional<String> family,
    Optional<String> source,
    Optional<String> type,
    Path file) {

  static final String USAGE =
      "usage: --since T --file FILE [--until T] [--reason R] [--family F] [--source PREFIX]"
          + " [--type TYPE]; T is a day (UTC) or an instant such as 2026-11-22T03:00:00Z";

  private static final Set<String> OPTIONS =
      Set.of("--since", "--until", "--reason", "--family", "--source", "--type", "--file");

  /**
   * Reads a command line.
   *
   * @throws IllegalArgumentException if it cannot be understood; the message says why
   */
  static Selection of(List<String> arguments, Instant now) {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i < arguments.size(); i += 2) {
      String option = arguments.get(i);
      if (!OPTIONS.contains(option) || i + 1 == arguments.size()) {
        throw new IllegalArgumentException(option + " is unknown or needs a value");
      }
      given.put(option, arguments.get(i + 1));
    }
    if (!given.containsKey("--since") || !given.containsKey("--file")) {
      throw new IllegalArgumentException("--since and --file are needed");
    }
    return new Selection(
        instant(given.getOrDefault("--since", "")),
        Optional.ofNullable(given.get("--until")).map(Selection::instant).orElse(now),
        Optional.ofNullable(given.get("--reason")),
        Optional.ofNullable(given.get("--family")),
        Optional.ofNullable(given.get("--source")),
        Optional.ofNullable(given.get("--type")),
        Path.of(given.getOrDefault("--file", "")));
  }

  private static Instant instant(String text) {
    try {
      return text.length() == 10
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "not a day or an instant such as 2026-11-22T03:00:00Z: " + text, e);
    }
  }
}
