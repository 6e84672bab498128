package playhouse.local.sql;

import java.util.List;
import playhouse.local.process.LocalFailure;

/**
 * What {@code ./playhouse sql} was asked.
 *
 * @param sql one statement, without a semicolon at its end
 * @param format how the answer is wanted
 */
record SqlRequest(String sql, Format format) {

  static SqlRequest parse(List<String> arguments) {
    String sql = "";
    Format format = Format.TABLE;
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals("--format") && i + 1 < arguments.size()) {
        format = Format.of(arguments.get(++i));
      } else if (sql.isEmpty() && !argument.startsWith("--")) {
        sql = argument.strip().replaceFirst(";\\s*$", "");
      } else {
        throw misunderstood("'" + argument + "' is not understood by sql");
      }
    }
    if (sql.isBlank()) {
      throw misunderstood("sql takes one statement in quotes");
    }
    return new SqlRequest(sql, format);
  }

  private static LocalFailure misunderstood(String why) {
    return new LocalFailure(
        LocalFailure.USAGE, why + ": ./playhouse sql \"select …\" [--format table|csv|json]");
  }
}
