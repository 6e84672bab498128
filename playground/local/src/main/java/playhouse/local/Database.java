package playhouse.local;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import playhouse.local.stack.Postmaster;

/**
 * The embedded PostgreSQL: its data folder is kept, a postgres left over by a dead process is
 * stopped first.
 */
public final class Database {
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration LOOK = Duration.ofSeconds(1);

  private Database() {}

  /**
   * Arguments: the data folder, the address to bind, the port. Ends with 1 when postgres itself
   * dies.
   */
  public static void main(String[] args) throws IOException {
    Path data = Path.of(args[0]);
    Files.createDirectories(data);
    new Postmaster(data).stop();
    start(data, args[1], Integer.parseInt(args[2]));
    System.out.println("postgres listens on " + args[1] + ":" + args[2] + ", data in " + data);
    Postmaster postmaster = new Postmaster(data);
    while (postmaster.alive()) {
      LockSupport.parkNanos(LOOK.toNanos());
    }
    System.err.println("postgres has ended");
    System.exit(1);
  }

  private static void start(Path data, String bind, int port) throws IOException {
    EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setOverrideWorkingDirectory(data.resolveSibling("postgres-binaries").toFile())
        .setCleanDataDirectory(false)
        .setPort(port)
        .setPGStartupWait(START_LIMIT)
        .setServerConfig("listen_addresses", bind.equals("0.0.0.0") ? "*" : "127.0.0.1," + bind)
        .setServerConfig("fsync", "on")
        .setServerConfig("full_page_writes", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("max_connections", "200")
        .setErrorRedirector(ProcessBuilder.Redirect.INHERIT)
        .setOutputRedirector(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
