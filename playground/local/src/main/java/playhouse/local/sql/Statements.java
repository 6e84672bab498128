package playhouse.local.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * Text taken apart at the semicolons that stand in no quotes and no comments.
 *
 * @param whole the statements that a semicolon ends, without it
 * @param rest what follows the last of them
 */
record Statements(List<String> whole, String rest) {

  static Statements in(String text) {
    List<String> whole = new ArrayList<>();
    int from = 0;
    int at = 0;
    while (at < text.length()) {
      if (text.charAt(at) == ';') {
        whole.add(text.substring(from, at).strip());
        from = at + 1;
      }
      at = after(text, at);
    }
    whole.removeIf(Statements::saysNothing);
    return new Statements(List.copyOf(whole), text.substring(from).strip());
  }

  /** All statements, ended or not. */
  List<String> all() {
    List<String> all = new ArrayList<>(whole);
    if (!saysNothing(rest)) {
      all.add(rest);
    }
    return all;
  }

  /** True for nothing but space and comments. */
  private static boolean saysNothing(String text) {
    for (int at = 0; at < text.length(); at = after(text, at)) {
      boolean comment = text.startsWith("--", at) || text.startsWith("/*", at);
      if (!comment && !Character.isWhitespace(text.charAt(at))) {
        return false;
      }
    }
    return true;
  }

  /** Past the character at that place, or past the quotes or the comment that begin there. */
  private static int after(String text, int at) {
    char c = text.charAt(at);
    if (c == '\'' || c == '"') {
      return past(text, String.valueOf(c), at + 1);
    }
    if (text.startsWith("--", at)) {
      return past(text, "\n", at + 2);
    }
    return text.startsWith("/*", at) ? past(text, "*/", at + 2) : at + 1;
  }

  private static int past(String text, String end, int from) {
    int found = text.indexOf(end, from);
    return found < 0 ? text.length() : found + end.length();
  }
}
