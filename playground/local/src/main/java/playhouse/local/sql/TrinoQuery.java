package playhouse.local.sql;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import playhouse.local.process.LocalFailure;
import playhouse.local.process.Progress;

/** One statement put to Trino over JDBC, and its answer written. */
record TrinoQuery(TrinoSession session, PrintStream out, Progress progress) {

  /** Fails with Trino's own words when the statement is wrong. */
  void run(SqlRequest request) {
    try (Connection connection = session.connect();
        Statement statement = connection.createStatement()) {
      if (statement.execute(request.sql())) {
        try (ResultSet rows = statement.getResultSet()) {
          request.format().write(rows, out);
        }
      } else {
        progress.say(Math.max(0, statement.getLargeUpdateCount()) + " rows");
      }
    } catch (SQLException e) {
      String words = String.valueOf(e.getMessage());
      throw new LocalFailure(
          words.replaceFirst("^Query failed \\(#[^)]*\\): ", "") + asked(words), e);
    }
  }

  private String asked(String words) {
    boolean refused = words.contains("Access Denied");
    return refused ? " (asked as " + session.role().text() + "; --as names another role)" : "";
  }
}
