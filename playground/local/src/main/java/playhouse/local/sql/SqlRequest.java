package playhouse.local.sql;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import playhouse.local.access.Role;
import playhouse.local.process.LocalFailure;

/**
 * What {@code ./playhouse sql} was asked.
 *
 * @param statements in order, without semicolons; none for a conversation
 * @param format how the answers are wanted
 * @param role who asks
 */
record SqlRequest(List<String> statements, Format format, Role role) {

  /** {@code usual} asks where no role is named. */
  static SqlRequest parse(List<String> arguments, Role usual) {
    List<String> statements = List.of();
    Format format = Format.TABLE;
    Role role = usual;
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      boolean followed = i + 1 < arguments.size();
      if (argument.equals("--format") && followed) {
        format = Format.of(arguments.get(++i));
      } else if (argument.equals("--as") && followed) {
        role = Role.of(arguments.get(++i));
      } else if (argument.equals("--file") && followed && statements.isEmpty()) {
        statements = some(read(arguments.get(++i)), "the file says nothing");
      } else if (statements.isEmpty() && !argument.startsWith("--")) {
        statements = some(argument, "sql takes a statement in quotes");
      } else {
        throw misunderstood("'" + argument + "' is not understood by sql");
      }
    }
    return new SqlRequest(statements, format, role);
  }

  /** A conversation needs somebody at a terminal. */
  SqlRequest orTerminal(boolean terminal) {
    if (statements.isEmpty() && !terminal) {
      throw misunderstood("sql takes a statement in quotes, or --file, where there is no terminal");
    }
    return this;
  }

  private static List<String> some(String text, String otherwise) {
    List<String> statements = Statements.in(text).all();
    if (statements.isEmpty()) {
      throw misunderstood(otherwise);
    }
    return statements;
  }

  /** A dash is standard input. */
  private static String read(String file) {
    try {
      return file.equals("-")
          ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
          : Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new LocalFailure(LocalFailure.USAGE, "cannot read " + file + ": " + e.getMessage());
    }
  }

  private static LocalFailure misunderstood(String why) {
    return new LocalFailure(
        LocalFailure.USAGE,
        why + ": ./playhouse sql [\"select …\" | --file F] [--as ROLE] [--format table|csv|json]");
  }
}
