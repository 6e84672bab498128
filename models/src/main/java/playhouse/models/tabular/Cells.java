package playhouse.models.tabular;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What a cell of a table says. */
final class Cells {
  private static final Set<String> MISSING = Set.of("", "na", "n/a", "nan", "null", "none", "?");
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d([T ].*)?");

  private Cells() {}

  static boolean isMissing(String cell) {
    return MISSING.contains(cell.strip().toLowerCase(Locale.ROOT));
  }

  /** The text itself; one word for all that is missing. */
  static String text(String cell) {
    return isMissing(cell) ? "" : cell.strip();
  }

  /** A number, or a day as days since 1970; NaN if it is neither. */
  static double number(String cell) {
    String text = cell.strip();
    if (isMissing(text)) {
      return Double.NaN;
    }
    try {
      return DAY.matcher(text).matches()
          ? LocalDate.parse(text.substring(0, 10)).toEpochDay()
          : Double.parseDouble(text);
    } catch (NumberFormatException | DateTimeParseException e) {
      return Double.NaN;
    }
  }
}
