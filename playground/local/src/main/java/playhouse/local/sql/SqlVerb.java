package playhouse.local.sql;

import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import playhouse.contracts.Setting;
import playhouse.local.BatchJvm;
import playhouse.local.access.Role;
import playhouse.local.process.LocalFailure;
import playhouse.local.process.Progress;
import playhouse.local.stack.House;
import playhouse.local.stack.Stack;

/**
 * {@code ./playhouse sql}: one statement, answered by Trino, or by Spark where there is no Java for
 * Trino.
 */
public final class SqlVerb {
  private final House house;
  private final Progress progress;
  private final PrintStream out;

  public SqlVerb(House house, Progress progress, PrintStream out) {
    this.house = house;
    this.progress = progress;
    this.out = out;
  }

  /**
   * The answer is the exit code. Where nothing runs, the database and Trino run for this statement
   * only.
   */
  public int run(List<String> arguments) {
    Role usual = Role.of(house.settings().get(Setting.SQL_ROLE));
    boolean terminal = System.getenv("PLAYHOUSE_PROMPT") != null;
    SqlRequest request = SqlRequest.parse(arguments, usual).orTerminal(terminal);
    Stack stack = new Stack(house, progress);
    return stack.withDatabase(() -> answer(request, stack));
  }

  private int answer(SqlRequest request, Stack stack) {
    if (!new Trino(house, progress).up(stack)) {
      progress.say(
          "Trino needs a JDK 24 or newer (set "
              + Setting.TRINO_JAVA.key()
              + "): Spark SQL answers instead");
      return bySpark(request);
    }
    TrinoSession session = new TrinoSession(house.settings(), request.role());
    TrinoQuery query = new TrinoQuery(session, out, progress);
    if (request.statements().isEmpty()) {
      converse(session, query);
    } else {
      query.run(request);
    }
    return 0;
  }

  private void converse(TrinoSession session, TrinoQuery query) {
    Path history = house.home().resolve("sql.history");
    try (Connection connection = session.connect()) {
      new SqlPrompt(query, System.getenv(), history, progress)
          .converse(connection, session.role().text());
    } catch (SQLException e) {
      throw new LocalFailure("Trino does not answer: " + e.getMessage(), e);
    }
  }

  /** It knows no roles. */
  private int bySpark(SqlRequest request) {
    if (request.statements().size() != 1) {
      throw new LocalFailure("without Trino, sql takes one statement in quotes");
    }
    return new BatchJvm(house)
        .run(List.of("sql", request.statements().get(0), "--format", request.format().text()));
  }
}
