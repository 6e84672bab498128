package playhouse.local.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** PostgreSQL works when it answers a query, and is ours when its data lies in {@code data}. */
public record DatabaseHealth(int port, Path data) implements Health {

  @Override
  public Optional<String> problem() {
    try (Connection connection = DriverManager.getConnection(url(port, "postgres"));
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("show data_directory")) {
      row.next();
      Path found = Path.of(row.getString(1)).toRealPath();
      return found.equals(data.toRealPath())
          ? Optional.empty()
          : Optional.of("another PostgreSQL answers, its data is in " + found);
    } catch (SQLException | IOException e) {
      return Optional.of("no answer on port " + port);
    }
  }

  static String url(int port, String database) {
    return "jdbc:postgresql://127.0.0.1:"
        + port
        + "/"
        + database
        + "?user=postgres&connectTimeout=3&socketTimeout=5";
  }
}
