package playhouse.testbed;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** A real PostgreSQL; one for all tests of a run, with a database for whoever asks. */
public final class Database {
  private static final Database SHARED = new Database();

  private final EmbeddedPostgres postgres;

  private Database() {
    try {
      postgres =
          EmbeddedPostgres.builder()
              .setOverrideWorkingDirectory(binaries().toFile())
              .setServerConfig("unix_socket_directories", "")
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Unpacked once; each user has a folder of its own, since nobody may write into another's. */
  private static Path binaries() {
    return Path.of(
        System.getProperty("java.io.tmpdir"), "embedded-pg-" + System.getProperty("user.name"));
  }

  /** JDBC URI of an empty database that was not there before; its user is postgres. */
  public static String fresh() {
    return made("");
  }

  /** The same, with what is in another; nobody may be connected to that. */
  public static String copied(String uri) {
    return made(" template " + uri.substring(uri.lastIndexOf('/') + 1));
  }

  private static String made(String how) {
    String name = "test_" + UUID.randomUUID().toString().replace("-", "");
    try (Connection connection = SHARED.postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name + how);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return "jdbc:postgresql://127.0.0.1:" + SHARED.postgres.getPort() + "/" + name;
  }
}
