package playhouse.local.sql;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.local.process.LocalFailure;
import playhouse.local.process.Progress;

/** One statement put to Trino over JDBC, and its answer written. */
record TrinoQuery(Settings settings, PrintStream out, Progress progress) {

  static Connection connect(Settings settings) throws SQLException {
    String url = "jdbc:trino://127.0.0.1:" + settings.get(Setting.TRINO_PORT) + "/lake";
    Properties properties = new Properties();
    properties.setProperty("user", "playhouse");
    properties.setProperty("timezone", "UTC");
    return DriverManager.getConnection(url, properties);
  }

  /** Fails with Trino's own words when the statement is wrong. */
  void run(SqlRequest request) {
    try (Connection connection = connect(settings);
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
      throw new LocalFailure(words.replaceFirst("^Query failed \\(#[^)]*\\): ", ""), e);
    }
  }
}
