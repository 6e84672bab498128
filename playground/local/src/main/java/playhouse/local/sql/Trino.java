package playhouse.local.sql;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import playhouse.local.access.Role;
import playhouse.local.access.Withheld;
import playhouse.local.process.Progress;
import playhouse.local.stack.House;
import playhouse.local.stack.Stack;

/**
 * Trino beside a house that runs.
 *
 * @param house whose lake it reads
 */
public record Trino(House house, Progress progress) {

  /**
   * Starts it if it is not there, and makes the views that it lacks; false where there is no Java
   * for it.
   */
  public boolean up(Stack stack) {
    Cache cache = Cache.ofUser(System.getenv(), Path.of(System.getProperty("user.home")));
    Optional<Path> java = new TrinoJava(house.settings(), cache, progress).home();
    if (java.isEmpty()) {
      return false;
    }
    if (!house.processes().alive(Stack.TRINO)) {
      TrinoInstall install =
          new TrinoInstall(cache, System.getProperty("playhouse.maven", "mvn"), progress);
      stack.start(new TrinoServer(house.settings()).service(install, java.get()));
    }
    // Each time: tables that say who withdrew consent may have come since.
    makeViews();
    return true;
  }

  /** What a JDBC client needs to ask in a role, its token included: for this user's eyes only. */
  public String url(Role role) {
    return new TrinoSession(house.settings(), role).urlWithToken();
  }

  /** Asks it in a role. */
  public Connection connect(Role role) throws SQLException {
    return new TrinoSession(house.settings(), role).connect();
  }

  /** Without them a statement about tables can still be answered. */
  private void makeViews() {
    try (Connection connection = connect(Role.SERVICE)) {
      new Withheld(connection).make();
      int made = new KpiViews(connection).make();
      if (made > 0) {
        progress.say(made + " views of KPIs made: SHOW TABLES FROM kpi");
      }
    } catch (SQLException e) {
      progress.say("no views of KPIs: " + e.getMessage());
    }
  }
}
