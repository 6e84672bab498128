package playhouse.local.sql;

import java.util.List;
import playhouse.local.access.Role;
import playhouse.local.process.LocalFailure;

/**
 * What {@code ./playhouse sql} was asked.
 *
 * @param sql one statement, without a semicolon at its end
 * @param format how the answer is wanted
 * @param role who asks
 */
record SqlRequest(String sql, Format format, Role role) {

  /** {@code usual} asks where no role is named. */
  static SqlRequest parse(List<String> arguments, Role usual) {
    String sql = "";
    Format format = Format.TABLE;
    Role role = usual;
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals("--format") && i + 1 < arguments.size()) {
        format = Format.of(arguments.get(++i));
      } else if (argument.equals("--as") && i + 1 < arguments.size()) {
        role = Role.of(arguments.get(++i));
      } else if (sql.isEmpty() && !argument.startsWith("--")) {
        sql = argument.strip().replaceFirst(";\\s*$", "");
      } else {
        throw misunderstood("'" + argument + "' is not understood by sql");
      }
    }
    if (sql.isBlank()) {
      throw misunderstood("sql takes one statement in quotes");
    }
    return new SqlRequest(sql, format, role);
  }

  private static LocalFailure misunderstood(String why) {
    return new LocalFailure(
        LocalFailure.USAGE,
        why + ": ./playhouse sql \"select …\" [--as ROLE] [--format table|csv|json]");
  }
}
