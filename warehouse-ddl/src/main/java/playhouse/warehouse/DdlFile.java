package playhouse.warehouse;

import java.util.ArrayList;
import java.util.List;

/**
 * One step of the lake's shape: statements that are applied once, in order, and never edited later.
 *
 * @param name file name, such as {@code 0001-ops.sql}
 * @param statements what it runs, without the closing semicolons
 */
public record DdlFile(String name, List<String> statements) {

  /** All steps in the order of {@code ddl/files.txt}. */
  public static List<DdlFile> all() {
    return SqlResource.index("ddl/files.txt").stream()
        .map(name -> new DdlFile(name, statements(SqlResource.lines("ddl/" + name))))
        .toList();
  }

  /** A statement ends with the line that ends with a semicolon. */
  static List<String> statements(List<String> lines) {
    List<String> statements = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    for (String line : lines) {
      if (line.isBlank() || line.strip().startsWith("--")) {
        continue;
      }
      String text = line.stripTrailing();
      boolean ends = text.endsWith(";");
      open.append(ends ? text.substring(0, text.length() - 1) : text).append('\n');
      if (ends) {
        statements.add(open.toString().strip());
        open.setLength(0);
      }
    }
    if (!open.isEmpty()) {
      throw new IllegalStateException("no semicolon ends: " + open);
    }
    return List.copyOf(statements);
  }
}
