package playhouse.local.sql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Properties;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.local.access.Certificate;
import playhouse.local.access.Role;
import playhouse.local.access.Tokens;

/** How one comes into Trino: the URL of any JDBC client, and a token. */
record TrinoSession(Settings settings, Role role) {

  /** What a client is given beside user and token. */
  String url() {
    return "jdbc:trino://127.0.0.1:"
        + settings.get(Setting.TRINO_PORT)
        + "/lake?SSL=true&SSLTrustStorePath="
        + new Certificate(TrinoConfiguration.folder(settings)).pem();
  }

  /** The same with the role's own name and its token. */
  String urlWithToken() {
    String token = new Tokens(settings.home(), Clock.systemUTC()).of(role);
    return url() + "&user=" + role.text() + "&timezone=UTC&accessToken=" + token;
  }

  /** Asks under the role's own name, with its token of {@code tokens.json}. */
  Connection connect() throws SQLException {
    return connect(role.text(), new Tokens(settings.home(), Clock.systemUTC()).of(role));
  }

  /** Asks under that name with that token. */
  Connection connect(String user, String token) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("accessToken", token);
    properties.setProperty("timezone", "UTC");
    properties.setProperty("source", "playhouse-sql");
    return DriverManager.getConnection(url(), properties);
  }
}
