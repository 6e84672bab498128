package playhouse.warehouse;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One thing that a table's rows, or its days as a whole, must satisfy: a line of {@code
 * quality.txt}.
 *
 * @param table with its namespace
 * @param kind what is asked
 * @param words what it is asked of, as the line says
 */
public record QualityCheck(String table, Kind kind, String words) {
  private static final int PARTS = 3;
  private static final String OPEN = "-";

  /** What a check asks. */
  public enum Kind {
    /** {@code column …}: each has a value; a check for each. */
    NOT_NULL,
    /** {@code column …}: no two rows of a day have the same values. */
    UNIQUE,
    /** {@code column table.column}: the value, where there is one, stands there. */
    REFERENCE,
    /** {@code column low high}: numbers or columns; {@code -} leaves a side open. */
    RANGE,
    /** {@code name: condition}: true or unknown. */
    HOLDS,
    /**
     * {@code k}: the day has as many rows as the same weekdays of the four weeks before, give or
     * take k times their spread.
     */
    VOLUME,
    /** {@code hours column}: the newest row is no older when the night runs. */
    FRESHNESS,
    /** {@code limit expression}: its values are spread as in the 28 days before. */
    DRIFT;

    /** As the file writes it. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Whether it is asked of each row. */
    public boolean ofRows() {
      return compareTo(VOLUME) < 0;
    }
  }

  /** All checks, in the order of the file. */
  public static List<QualityCheck> all() {
    return SqlResource.lines("quality.txt").stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .flatMap(QualityCheck::of)
        .toList();
  }

  /** The checks of a line. */
  static Stream<QualityCheck> of(String line) {
    String[] parts = line.split(" \\| ", PARTS);
    if (parts.length != PARTS) {
      throw new IllegalStateException("not table | kind | words: " + line);
    }
    Kind kind =
        Arrays.stream(Kind.values())
            .filter(known -> known.text().equals(parts[1]))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no kind of check: " + line));
    Stream<String> each =
        kind == Kind.NOT_NULL ? Stream.of(parts[2].split(" ", -1)) : Stream.of(parts[2]);
    return each.map(words -> new QualityCheck(parts[0], kind, words));
  }

  /** Its name within the table, which does not change with its limits. */
  public String rule() {
    String about =
        switch (kind) {
          case NOT_NULL, UNIQUE -> words;
          case REFERENCE, RANGE -> part(0);
          case HOLDS -> words.substring(0, words.indexOf(':'));
          case VOLUME -> "";
          case FRESHNESS -> part(1);
          case DRIFT -> words.substring(words.indexOf(' ') + 1);
        };
    return (kind.text() + " " + about).strip();
  }

  /** What it asks for, in words. */
  public String reason() {
    return kind.text() + " " + words;
  }

  /** Columns of the row that a check of rows names first. */
  public List<String> columns() {
    return List.of(words.split(" ", -1));
  }

  /** Table and column that a reference points to. */
  public String referredTable() {
    return part(1).substring(0, part(1).lastIndexOf('.'));
  }

  public String referredColumn() {
    return part(1).substring(part(1).lastIndexOf('.') + 1);
  }

  /** The number by which a check of days judges. */
  public double limit() {
    return Double.parseDouble(part(0));
  }

  /** What a drift is measured of, or the column that tells how fresh a table is. */
  public String expression() {
    return words.substring(words.indexOf(' ') + 1);
  }

  /**
   * The condition, in portable SQL, under which a row fails; empty if other rows decide.
   *
   * <p>It may be unknown, which is no failure.
   */
  public Optional<String> failure() {
    return switch (kind) {
      case NOT_NULL -> Optional.of(words + " IS NULL");
      case RANGE -> Optional.of(range());
      case HOLDS -> Optional.of("NOT (" + words.substring(words.indexOf(':') + 1).strip() + ")");
      default -> Optional.empty();
    };
  }

  private String range() {
    String low = part(1).equals(OPEN) ? "" : part(0) + " < " + part(1);
    String high = part(2).equals(OPEN) ? "" : part(0) + " > " + part(2);
    return low + (low.isEmpty() || high.isEmpty() ? "" : " OR ") + high;
  }

  private String part(int index) {
    return words.split(" ", -1)[index];
  }
}
