package playhouse.batch;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A command line, understood.
 *
 * @param words what is no option: the job, and what it is given
 * @param days what {@code --date}, or {@code --from} and {@code --to}, say
 * @param json true if the answer is wanted as JSON
 * @param format of the answer to {@code sql}: table, csv or json
 * @param kpi id of the only KPI that is meant; empty for all
 * @param asOf the moment as of which the lake is to be read
 * @param seed of what is learnt; empty for the usual one
 * @param force true if what was refused is wanted all the same
 * @param list true if the jobs are only to be named
 */
public record Arguments(
    List<String> words,
    Optional<DayRange> days,
    boolean json,
    String format,
    Optional<String> kpi,
    Optional<Instant> asOf,
    OptionalLong seed,
    boolean force,
    boolean list) {

  static final String USAGE =
      """
      usage: JOB [JOB …] [--date D | --from D --to D] [--json]
             nightly | core [--date D | --from D --to D] [--json]
             recompute --date D | --from D --to D [--kpi K1.3] [--json]
             retrain MODEL [--as-of T] [--seed S] [--json]
             model list NAME | promote NAME VERSION [--force] | rollback NAME [VERSION]
             sql "select ..." [--format table|csv|json]
             --list [--json]\
      """;

  private static final Set<String> VALUED =
      Set.of("--date", "--from", "--to", "--format", "--kpi", "--as-of", "--seed");
  private static final Set<String> FLAGS = Set.of("--json", "--list", "--force");
  private static final Set<String> FORMATS = Set.of("table", "csv", "json");

  /**
   * Understands a command line.
   *
   * @throws IllegalArgumentException if it cannot be understood; the message says why
   */
  public static Arguments parse(String... line) {
    Deque<String> rest = new ArrayDeque<>(List.of(line));
    List<String> words = new ArrayList<>();
    Map<String, String> options = new HashMap<>();
    while (!rest.isEmpty()) {
      String word = rest.pop();
      if (VALUED.contains(word)) {
        if (rest.isEmpty()) {
          throw new IllegalArgumentException(word + " needs a value");
        }
        options.put(word, rest.pop());
      } else if (FLAGS.contains(word)) {
        options.put(word, "");
      } else if (word.startsWith("--")) {
        throw new IllegalArgumentException("unknown option " + word);
      } else {
        words.add(word);
      }
    }
    return of(words, options);
  }

  private static Arguments of(List<String> words, Map<String, String> options) {
    boolean json = options.containsKey("--json");
    String format = options.getOrDefault("--format", json ? "json" : "table");
    if (!FORMATS.contains(format)) {
      throw new IllegalArgumentException("--format is table, csv or json, not " + format);
    }
    boolean list = options.containsKey("--list");
    if (words.isEmpty() && !list) {
      throw new IllegalArgumentException("which job?");
    }
    Optional<String> kpi = Optional.ofNullable(options.get("--kpi"));
    boolean force = options.containsKey("--force");
    return new Arguments(
        List.copyOf(words),
        days(options),
        json,
        format,
        kpi,
        asOf(options),
        seed(options),
        force,
        list);
  }

  private static Optional<DayRange> days(Map<String, String> options) {
    Optional<LocalDate> date = day(options, "--date");
    Optional<LocalDate> from = day(options, "--from");
    Optional<LocalDate> to = day(options, "--to");
    if (from.isPresent() != to.isPresent() || (date.isPresent() && from.isPresent())) {
      throw new IllegalArgumentException("give --date, or --from and --to");
    }
    return date.map(DayRange::of).or(() -> from.map(f -> new DayRange(f, to.orElseThrow())));
  }

  /** An instant, or the end of a day. */
  private static Optional<Instant> asOf(Map<String, String> options) {
    String text = options.getOrDefault("--as-of", "");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          text.contains("T")
              ? Instant.parse(text)
              : LocalDate.parse(text).plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "--as-of is a day or an instant such as 2026-11-22T03:00:00Z, not " + text, e);
    }
  }

  private static OptionalLong seed(Map<String, String> options) {
    String text = options.getOrDefault("--seed", "");
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    if (!text.matches("\\d{1,18}")) {
      throw new IllegalArgumentException("--seed is a whole number, not " + text);
    }
    return OptionalLong.of(Long.parseLong(text));
  }

  private static Optional<LocalDate> day(Map<String, String> options, String name) {
    try {
      return Optional.ofNullable(options.get(name)).map(LocalDate::parse);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          name + " is a day such as 2026-11-22, not " + options.get(name), e);
    }
  }
}
