package playhouse.local.sql;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import playhouse.local.process.LocalFailure;
import playhouse.local.process.Progress;

/** Statements put to Trino over JDBC, and their answers written row by row as they come. */
final class TrinoQuery {
  private final TrinoSession session;
  private final PrintStream out;
  private final Progress progress;
  private final AtomicReference<@Nullable Statement> running = new AtomicReference<>();

  TrinoQuery(TrinoSession session, PrintStream out, Progress progress) {
    this.session = session;
    this.out = out;
    this.progress = progress;
  }

  PrintStream out() {
    return out;
  }

  /** Fails with Trino's own words when a statement is wrong; those after it are not asked. */
  void run(SqlRequest request) {
    try (Connection connection = session.connect()) {
      for (String sql : request.statements()) {
        run(connection, sql, request.format(), out);
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** One statement. */
  void run(Connection connection, String sql, Format format, PrintStream to) {
    try (Statement statement = connection.createStatement()) {
      running.set(statement);
      if (statement.execute(sql)) {
        try (ResultSet rows = statement.getResultSet()) {
          format.write(rows, to);
        }
      } else {
        progress.say(Math.max(0, statement.getLargeUpdateCount()) + " rows");
      }
    } catch (SQLException e) {
      throw failure(e);
    } finally {
      running.set(null);
    }
  }

  /** Gives up the statement that is under way. */
  void cancel() {
    Optional.ofNullable(running.get())
        .ifPresent(
            statement -> {
              try {
                statement.cancel();
              } catch (SQLException ended) {
                progress.say("not cancelled: " + ended.getMessage());
              }
            });
  }

  private LocalFailure failure(SQLException e) {
    String words = String.valueOf(e.getMessage()).replaceFirst("^Query failed \\(#[^)]*\\): ", "");
    boolean refused = words.contains("Access Denied");
    String asked =
        refused ? " (asked as " + session.role().text() + "; --as names another role)" : "";
    return new LocalFailure(words + asked, e);
  }
}
